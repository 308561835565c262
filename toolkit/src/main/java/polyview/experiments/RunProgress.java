package polyview.experiments;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import polyview.training.Callback;

/**
 * How far a run is, as plain values that can be sent from where it is executed.
 *
 * <p>Refused: {@code place must have a name, got ""}; {@code partOfEpoch must be from 0 to 1, got 1.5}.
 *
 * @param place where it is executed: {@value #HERE}, or such as {@code host:port executor 2}
 * @param epoch the epoch under way, from 1
 * @param epochs the epoch that will be the last, if nothing ends the run before
 * @param partOfEpoch how much of this epoch is done, from 0 to 1
 * @param values loss and metrics over the steps of this epoch so far, by name
 */
public record RunProgress(String place, int epoch, int epochs, double partOfEpoch, Map<String, Double> values) {

    /** The place of a run that this process executes. */
    public static final String HERE = "this process";

    /** A copy of the map is kept. */
    public RunProgress {
        if (place.isBlank()) {
            throw new IllegalArgumentException("place must have a name, got \"" + place + "\"");
        }
        if (!(partOfEpoch >= 0 && partOfEpoch <= 1)) {
            throw new IllegalArgumentException("partOfEpoch must be from 0 to 1, got " + partOfEpoch);
        }
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** That of a training under way. */
    public static RunProgress of(String place, Callback.Run training) {
        double part = Math.min(1, (double) training.samplesDone() / training.samples());
        return new RunProgress(place, training.epoch(), training.lastEpoch(), part, training.values());
    }

    /**
     * How much of the run is done, from 0 to 1: {@code (epoch - 1 + partOfEpoch) / epochs}.
     *
     * <p>Example: 0.4375 in the middle of epoch 4 of 8.
     */
    public double part() {
        return Math.max(0, Math.min(1, (epoch - 1 + partOfEpoch) / Math.max(1, epochs)));
    }
}
