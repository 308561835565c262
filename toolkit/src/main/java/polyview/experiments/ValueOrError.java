package polyview.experiments;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value, or the error that came instead.
 *
 * @param value empty where there is an error
 * @param error empty where there is a value
 */
record ValueOrError<T>(Optional<T> value, Optional<Throwable> error) {

    /** Calls the user's code; its error, or an OutOfMemoryError, must not end the whole sweep. */
    static <T> ValueOrError<T> of(Supplier<T> maker) {
        try {
            return new ValueOrError<>(Optional.of(maker.get()), Optional.empty());
        } catch (RuntimeException | OutOfMemoryError e) {
            return new ValueOrError<>(Optional.empty(), Optional.of(e));
        }
    }

    /** The value; throws the error where there is none. */
    T get() {
        error.ifPresent(e -> {
            if (e instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw (Error) e;
        });
        return value.orElseThrow();
    }

    /** The error in one line; empty where there is none. */
    String reason() {
        return error.map(FailureReason::of).orElse("");
    }
}
