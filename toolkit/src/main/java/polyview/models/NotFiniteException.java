package polyview.models;

/**
 * A number of a training that is NaN or infinite: the loss of a step, a gradient, the next value of a moving average, or a
 * variable.
 *
 * <p>A step whose loss, gradients or averages are not finite is not done: no weight takes them, and the step does not count.
 * Example: {@code gradient of dense/kernel is NaN}.
 */
public final class NotFiniteException extends ArithmeticException {

    private static final long serialVersionUID = 1;

    /** What is not finite. */
    public enum Kind {
        /** The loss of a step. */
        LOSS,
        /** The gradient of a weight. */
        GRADIENT,
        /** What a weight without a gradient, such as a moving mean, was to become. */
        STATE,
        /** A weight, or what the optimizer keeps for one. */
        VARIABLE
    }

    private final Kind kind;

    /** What another machine has found, in its words: {@code loss is NaN}. */
    public NotFiniteException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    NotFiniteException(Kind kind, String what, float value) {
        super(what + " is " + value);
        this.kind = kind;
    }

    /** What is not finite. */
    public Kind kind() {
        return kind;
    }
}
