package polyview.experiments;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that was made, or the reason why it could not be.
 *
 * @param value empty where it could not be made
 * @param reason empty where it could
 */
record Attempt<T>(Optional<T> value, String reason) {

    /** Asks for it; an error of the user's code, or too little memory for it, must not end the whole sweep. */
    static <T> Attempt<T> at(Supplier<T> maker) {
        try {
            return new Attempt<>(Optional.of(maker.get()), "");
        } catch (RuntimeException | OutOfMemoryError e) {
            return new Attempt<>(Optional.empty(), Reason.of(e));
        }
    }
}
