package polyview.data.loader;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/** Some samples of a source, in the order given; the report names them as the source does. */
record SampleSubset(SampleSource all, int[] indices) implements SampleSource, Serializable {

    /** Some samples of a source or of a part of one. */
    static SampleSubset of(SampleSource source, int... indices) {
        int[] there = indices(source);
        return new SampleSubset(
                whole(source), IntStream.of(indices).map(i -> there[i]).toArray());
    }

    /** The source that a part is of; itself where it is none. */
    static SampleSource whole(SampleSource source) {
        return source instanceof SampleSubset part ? part.all : source;
    }

    /** The numbers of the samples in the whole source. */
    static int[] indices(SampleSource source) {
        return source instanceof SampleSubset part
                ? part.indices
                : IntStream.range(0, source.size()).toArray();
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public List<Shape> inputShapes() {
        return all.inputShapes();
    }

    @Override
    public List<Shape> targetShapes() {
        return all.targetShapes();
    }

    @Override
    public List<String> inputNames() {
        return all.inputNames();
    }

    @Override
    public List<String> classNames() {
        return all.classNames();
    }

    @Override
    public int label(int index) {
        return all.label(indices[index]);
    }

    @Override
    public int row(int index) {
        return all.row(indices[index]);
    }

    @Override
    public String text(int index, int input) {
        return all.text(indices[index], input);
    }

    @Override
    public String where(int index) {
        return all.where(indices[index]);
    }

    @Override
    public void read(int index, Sample into) throws IOException {
        all.read(indices[index], into);
    }

    /** The opened source, which is closed with the subset. */
    @Override
    public Opened open() {
        Opened opened = all.open();
        return new Opened() {
            @Override
            public void read(int index, Sample into) throws IOException {
                opened.read(indices[index], into);
            }

            @Override
            public void close() {
                opened.close();
            }
        };
    }
}
