package polyview.data;

/** The recipe of a data set that is made of another one; see {@link DataRecipe#then}. */
record ChangedRecipe(DataRecipe first, DataRecipe.Change change) implements DataRecipe {

    @Override
    public Dataset make() {
        return change.of(first.make());
    }

    @Override
    public String toString() {
        return first + ", changed";
    }
}
