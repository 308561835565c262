package polyview.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import polyview.data.FloatArray;

/**
 * What a callback keeps with a training, so that {@link Model#saveWeights} writes it and another fit goes on with it, in this process
 * or another; compile forgets it. For callbacks that remember, such as early stopping.
 *
 * <pre>{@code
 * run.engine().keep("MyPlateau", new Kept(Map.of("best", best), Map.of()));
 * double best = run.engine().kept("MyPlateau").map(k -> k.numbers().get("best")).orElse(Double.POSITIVE_INFINITY);
 * }</pre>
 *
 * @param numbers by name
 * @param arrays by name
 */
public record Kept(Map<String, Double> numbers, Map<String, FloatArray> arrays) {

    /** Copies of the maps are kept. */
    public Kept {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }
}
