package polyview.benchmarks.peers;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import polyview.benchmarks.steps.Work;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.Tensors;
import polyview.models.Program;

/**
 * The program that Polyview has compiled, in a bare session: tensors are made of the arrays of the batch, and one run is all. What
 * {@code fit} and {@code predict} cost beyond it is Polyview's own.
 */
final class BareProgram implements Steps {

    private final Program program;
    private final Program.Training training;
    private final Batch batch;
    private final Graph graph = new Graph();
    private final Session session;
    private long done;

    BareProgram(Work work) {
        try (PolyviewSteps polyview = new PolyviewSteps(work)) {
            program = polyview.model().engine().program();
            training = polyview.model().engine().training();
            batch = polyview.batch();
            graph.importGraphDef(GraphDef.parseFrom(program.graphDef()));
            session = new Session(graph);
            run(Map.of(), List.of(), List.of(program.initialise()));
            polyview.model().weights().forEach(this::assign);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the program's graph cannot be read", e);
        }
    }

    private void assign(String path, FloatArray value) {
        Program.Variable variable = program.variables().stream()
                .filter(v -> v.path().equals(path))
                .findFirst()
                .orElseThrow();
        run(Map.of(variable.fed(), value), List.of(), List.of(variable.assign()));
    }

    /** One run; the first of what is fetched is read into an array. */
    private float[] run(Map<String, FloatArray> fed, List<String> fetched, List<String> targets) {
        Session.Runner runner = session.runner();
        fetched.forEach(runner::fetch);
        targets.forEach(runner::addTarget);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try {
            fed.forEach((name, array) -> tensors.put(name, Tensors.of(array)));
            tensors.put(program.seed(), TInt64.scalarOf(1));
            tensors.put(program.step(), TInt64.scalarOf(done));
            tensors.put(training.learningRate(), TFloat32.scalarOf((float) training.firstLearningRate()));
            tensors.forEach(runner::feed);
            try (Result result = runner.run()) {
                return result.size() == 0
                        ? new float[0]
                        : Tensors.read((TFloat32) result.get(0)).values();
            }
        } finally {
            tensors.values().forEach(Tensor::close);
        }
    }

    private Map<String, FloatArray> batch(boolean withTargets) {
        Map<String, FloatArray> fed = new LinkedHashMap<>();
        for (int i = 0; i < program.inputs().size(); i++) {
            fed.put(program.inputs().get(i).tensor(), batch.inputs().get(i));
        }
        if (withTargets) {
            fed.put(training.targets().get(0).tensor(), batch.targets().get(0));
        }
        return fed;
    }

    @Override
    public void step() {
        run(batch(true), List.of(training.trainLoss()), List.of(training.trainStep()));
        done++;
    }

    @Override
    public double loss() {
        return run(batch(true), List.of(training.testLoss()), List.of())[0];
    }

    @Override
    public void predict() {
        run(batch(false), List.of(program.outputs().get(0).tensor()), List.of());
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
