package polyview.layers;

/** How an enlarged image is interpolated; the value of a pixel is at its middle. */
public enum Interpolation {
    /** The value of the nearest pixel. */
    NEAREST,
    /** Bilinear between the middles of four pixels; beyond the outermost middles, their values. */
    BILINEAR
}
