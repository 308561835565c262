package polyview.layers;

/** How the border of an image is padded, as in Keras. */
public enum Padding {
    /** No padding, the window stays inside: {@code H' = floor((H - k) / s) + 1}. */
    VALID,
    /** Padding with zeros, the odd one below and to the right: {@code H' = ceil(H / s)}. */
    SAME
}
