package polyview.layers;

/** How the values between pixels are made when an image grows; pixels are squares with their value in the middle. */
public enum Interpolation {
    /** The value of the pixel that a place lies in. */
    NEAREST,
    /** Between the middles of four pixels, in proportion to the distances; beyond the outermost middles, their values. */
    BILINEAR
}
