package polyview.models;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a program runs.
 *
 * @param device the device of everything; empty where TensorFlow chooses
 * @param threads CPU threads of its session; empty where TensorFlow chooses
 */
record Placement(Optional<Device> device, OptionalInt threads) {

    /** As TensorFlow chooses. */
    static final Placement FREE = new Placement(Optional.empty(), OptionalInt.empty());

    Placement device(Device other) {
        return new Placement(Optional.of(other), threads);
    }

    Placement threads(int count) {
        return new Placement(device, OptionalInt.of(count));
    }
}
