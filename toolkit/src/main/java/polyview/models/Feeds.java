package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import polyview.base.Shapes;
import polyview.base.Startup;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.Tensors;

/** The tensors fed to one run; it owns them and closes them. */
final class Feeds implements AutoCloseable {

    static {
        Startup.begin();
    }

    private final Session.Runner runner;
    private final List<Tensor> tensors = new ArrayList<>();

    Feeds(Session.Runner runner) {
        this.runner = runner;
    }

    void number(String name, long value) {
        feed(name, TInt64.scalarOf(value));
    }

    void number(String name, double value) {
        feed(name, TFloat32.scalarOf((float) value));
    }

    void array(String name, FloatArray array) {
        feed(name, Tensors.of(array));
    }

    /** Feeds one array for each port, after a look at the shapes. */
    void arrays(String what, List<Program.Port> ports, List<FloatArray> arrays) {
        requireCount(what, ports, arrays.size());
        for (int i = 0; i < ports.size(); i++) {
            requireShape(what, ports.get(i), arrays.get(i).shape(), "");
            array(ports.get(i).tensor(), arrays.get(i));
        }
    }

    /** Feeds one array for each port, by its name. */
    void byName(String what, List<Program.Port> ports, Map<String, FloatArray> arrays) {
        List<String> names = ports.stream().map(Program.Port::name).toList();
        if (arrays.size() != names.size() || !arrays.keySet().containsAll(names)) {
            throw new IllegalArgumentException(what + " must be given for " + names + ", got " + arrays.keySet());
        }
        arrays(what, ports, names.stream().map(arrays::get).toList());
    }

    static void requireCount(String what, List<Program.Port> ports, int count) {
        if (count != ports.size()) {
            throw new IllegalArgumentException("the model has " + Shapes.count(ports.size(), what) + " "
                    + ports.stream().map(Program.Port::name).toList() + ", the data has " + count);
        }
    }

    /**
     * Refused: {@code input left must have shape (N, 6, 6, 1), got (4, 6, 6)}.
     *
     * @param hint what to do, behind the message
     */
    static void requireShape(String what, Program.Port port, Shape shape, String hint) {
        if (!port.shape().isCompatibleWith(shape)) {
            throw new IllegalArgumentException(what + " " + port.name() + " must have shape "
                    + Shapes.text(port.shape()) + ", got " + Shapes.text(shape) + hint);
        }
    }

    /** Refuses outputs of another number of samples than went in: a reshape over all axes can do that. */
    static void requireSamples(List<Program.Port> outputs, List<FloatArray> arrays, int samples) {
        for (int i = 0; i < arrays.size(); i++) {
            boolean single = arrays.get(i).shape().isScalar();
            int got = single ? 1 : arrays.get(i).size(0);
            if (single || got != samples) {
                throw new IllegalArgumentException("output " + outputs.get(i).name() + " must have " + samples
                        + " samples, got " + got + ": a layer has mixed samples");
            }
        }
    }

    /** Refuses inputs without samples: some ops of TensorFlow divide by their number. */
    static void requireSamples(List<Program.Port> ports, Batch batch) {
        if (batch.size() == 0) {
            throw new IllegalArgumentException("input " + ports.get(0).name() + " must hold at least one sample, got "
                    + Shapes.text(batch.inputs().get(0).shape()));
        }
    }

    /** Refuses NaN and infinities: behind a ReLU or a maximum they look like ordinary answers. */
    static void requireFinite(List<Program.Port> ports, Batch batch) {
        requireCount("input", ports, batch.inputs().size());
        for (int i = 0; i < ports.size(); i++) {
            FloatArray input = batch.inputs().get(i);
            int bad = Finite.placeOfBad(input);
            if (bad >= 0) {
                throw new IllegalArgumentException("input " + ports.get(i).name() + " holds " + input.values()[bad]
                        + " in sample " + bad / (input.values().length / batch.size()) + " of the batch");
            }
        }
    }

    /** The same of one sample. */
    static void requireFinite(Program.Port port, FloatArray sample) {
        int bad = Finite.placeOfBad(sample);
        if (bad >= 0) {
            throw new IllegalArgumentException("input " + port.name() + " holds " + sample.values()[bad]);
        }
    }

    private void feed(String name, Tensor tensor) {
        tensors.add(tensor);
        runner.feed(name, tensor);
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
    }
}
