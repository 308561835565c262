package polyview.applications;

/** What follows the last convolution where a network has no top. */
public enum Pooling {
    /** Nothing: the output is (N, h, w, C). */
    NONE,
    /** The mean over height and width: (N, C). */
    AVERAGE,
    /** The maximum over height and width: (N, C). */
    MAX
}
