package polyview.data.loader;

import java.io.IOException;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Some samples of a source, in the order given; the report names them as the source does. */
record SampleSubset(SampleSource all, int[] indices) implements SampleSource {

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
