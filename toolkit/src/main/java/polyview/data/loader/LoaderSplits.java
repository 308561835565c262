package polyview.data.loader;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import polyview.data.SplitSource;

/** The samples of a loader to be split. */
record LoaderSplits(SampleLoader loader, SampleSource source) implements SplitSource<SampleLoader> {

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public SampleLoader part(int... rows) {
        return loader.subset(rows);
    }

    @Override
    public int[] identities() {
        return IntStream.range(0, size()).map(source::row).toArray();
    }

    @Override
    public List<String> classNames() {
        return source.classNames();
    }

    /** Empty where the source refuses to tell the class of its first sample. */
    @Override
    public Optional<int[]> classes() {
        try {
            return Optional.of(IntStream.range(0, size()).map(source::label).toArray());
        } catch (UnknownLabelException e) {
            return Optional.empty();
        }
    }
}
