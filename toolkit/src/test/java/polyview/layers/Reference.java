package polyview.layers;

import java.util.List;
import java.util.Map;

/** What a layer computes, once more in plain Java: written for clarity, in double precision, with loops over indices. */
@FunctionalInterface
interface Reference {

    /**
     * The expected output.
     *
     * @param inputs batch dimension first
     * @param weights by path within the layer, such as {@code kernel} or {@code first/kernel}
     */
    DoubleArray of(List<DoubleArray> inputs, Map<String, DoubleArray> weights);
}
