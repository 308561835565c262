package polyview.data;

import java.util.stream.IntStream;

/** The recipe of a {@link Dataset#weighted}; the weights travel as they are. */
record WeightedRecipe(DataRecipe first, FloatArray weights) implements DataRecipe {

    @Override
    public Dataset make() {
        float[] values = weights.values();
        return first.make()
                .weighted(IntStream.range(0, values.length)
                        .mapToDouble(i -> values[i])
                        .toArray());
    }

    @Override
    public String toString() {
        return first + ", weighted";
    }
}
