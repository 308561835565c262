package polyview.data.loader;

import polyview.data.DataRecipe;

/** The recipe of a {@link SampleLoader} whose source is serializable. */
record SourceRecipe(SampleSource source, LoaderOptions options) implements DataRecipe {

    @Override
    public SampleLoader make() {
        return new SampleLoader(source, options);
    }

    @Override
    public String toString() {
        return source.size() + " samples of " + SampleSubset.whole(source);
    }
}
