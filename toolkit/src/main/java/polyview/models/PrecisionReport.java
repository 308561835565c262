package polyview.models;

/**
 * What a model computes with here.
 *
 * @param asked what was asked for
 * @param used what is used
 * @param why why another one is used; empty where it is the one that was asked for
 */
public record PrecisionReport(Precision asked, Precision used, String why) {

    /** In a line: {@code float32}, {@code mixed: bfloat16 in convolutions and matrix products} or {@code float32, not mixed: ...}. */
    @Override
    public String toString() {
        if (used == Precision.MIXED) {
            return "mixed: bfloat16 in convolutions and matrix products";
        }
        return asked == used ? "float32" : "float32, not mixed: " + why;
    }
}
