package polyview.data;

import java.util.List;

/** The recipe of a data set in memory: its arrays travel as they are. */
record ArraysRecipe(List<FloatArray> inputs, List<FloatArray> targets) implements DataRecipe {

    @Override
    public MemoryDataset make() {
        return new MemoryDataset(inputs, targets);
    }

    @Override
    public String toString() {
        return "arrays of " + make();
    }
}
