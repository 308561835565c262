package polyview.data;

import polyview.base.SoftMemory;

/**
 * The recipe of rows of a made data set: it is made again, from its specification, and checked.
 *
 * @param whole the specification
 * @param all whether these are all its rows, in their order
 * @param rows which these are, where they are not all
 * @param values what the values must be
 */
record MadeRows(DataRecipe whole, boolean all, int[] rows, DataFingerprint values) implements DataRecipe {

    /** Several parts of one data set are made of it once, as long as there is memory. */
    private static final SoftMemory<DataRecipe, MemoryDataset> MADE = new SoftMemory<>();

    /** What a recipe makes, which must lie in memory. */
    static MemoryDataset inMemory(DataRecipe recipe) {
        if (recipe.make() instanceof MemoryDataset data) {
            return data;
        }
        throw new IllegalStateException("a recipe of data in memory must make a MemoryDataset: " + recipe);
    }

    @Override
    public MemoryDataset make() {
        MemoryDataset made = MADE.get(whole, MadeRows::inMemory);
        MemoryDataset here = all ? made : made.subset(rows);
        if (!here.valuesNow().equals(values)) {
            throw new IllegalStateException(
                    whole + " gives other values here than where the run was planned: it is made"
                            + " by another version here, or the arrays were changed after they were made; give the arrays instead:"
                            + " Dataset.of(inputs, target)");
        }
        return here;
    }

    @Override
    public String toString() {
        return whole + (all ? "" : ", " + rows.length + (rows.length == 1 ? " row" : " rows"));
    }
}
