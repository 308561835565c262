package polyview.models;

import java.security.SecureRandom;
import java.util.OptionalLong;

/** The seed of a model: the one that was given, or one that is drawn when it is asked for first. */
final class ModelSeed {

    private OptionalLong given = OptionalLong.empty();
    private boolean drawn;

    void give(long seed) {
        given = OptionalLong.of(seed);
        drawn = false;
    }

    long value() {
        if (given.isEmpty()) {
            drawn = true;
            given = OptionalLong.of(new SecureRandom().nextInt(1 << 30));
        }
        return given.getAsLong();
    }

    /** Whether nobody gave it, so that a training that goes on brings its own. */
    boolean isDrawn() {
        return drawn;
    }
}
