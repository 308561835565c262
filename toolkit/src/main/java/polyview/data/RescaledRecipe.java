package polyview.data;

/** The recipe of a {@link MemoryDataset#rescaled}. */
record RescaledRecipe(DataRecipe first, float scale, float offset) implements DataRecipe {

    @Override
    public MemoryDataset make() {
        return MadeRows.inMemory(first).rescaled(scale, offset);
    }

    @Override
    public String toString() {
        return first + ", rescaled(" + scale + ", " + offset + ")";
    }
}
