package polyview.layers;

/** What a window does at the border of an image, as in Keras. */
public enum Padding {
    /** The window stays inside: {@code H' = floor((H - k) / s) + 1}. */
    VALID,
    /** Zeros are added, the odd one below and to the right: {@code H' = ceil(H / s)}. */
    SAME
}
