package polyview.models;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Startup;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.Tensors;

/**
 * A program in a session of TensorFlow: runs of it, and the values of its variables.
 *
 * <p>It frees its native memory when closed, or when Java collects it. Several threads may use it, each in its turn.
 */
final class RunningProgram implements AutoCloseable {

    static {
        Startup.begin();
    }

    private static final System.Logger LOG = System.getLogger("polyview.models");

    private static final Cleaner FORGOTTEN = Cleaner.create();

    private static final RunOptions TRACED = RunOptions.newBuilder()
            .setTraceLevel(RunOptions.TraceLevel.FULL_TRACE)
            .setOutputPartitionGraphs(true)
            .build();

    /** Feeds what a run needs. */
    interface Feeding {
        void feed(Feeds feeds);
    }

    private final Program program;
    private volatile long seed;
    private final SharedAccess access = new SharedAccess();
    private NativeSession nativeSession;
    private Cleaner.Cleanable cleanable;
    private volatile Placement placement = Placement.FREE;
    private volatile long step;
    private volatile Optional<Consumer<RunMetadata>> tracer = Optional.empty();

    /** Starts it: draws the first weights from the seed. */
    RunningProgram(Program program, long seed) {
        this.program = program;
        this.seed = seed;
        this.nativeSession = new NativeSession(program);
        this.cleanable = FORGOTTEN.register(this, nativeSession);
        run(runner().addTarget(program.initialise()), feeds -> {});
        if (!precision().why().isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "the model computes in {0}", precision());
        }
    }

    /** Does what reads and changes nothing; see {@link SharedAccess}. */
    <T> T reading(Supplier<T> action) {
        return access.reading(action);
    }

    /** Does what changes something. */
    <T> T changing(Supplier<T> action) {
        return access.changing(action);
    }

    Program program() {
        return program;
    }

    long seed() {
        return seed;
    }

    /** Takes the seed of a training that goes on here. */
    void seed(long other) {
        this.seed = other;
    }

    PrecisionReport precision() {
        return nativeSession.precision();
    }

    /** The number of training steps done. */
    long step() {
        return step;
    }

    /** Goes on as after so many steps. */
    void step(long done) {
        this.step = done;
    }

    /** Where it was put; empty where TensorFlow chooses. */
    Placement placement() {
        return placement;
    }

    /** Puts everything on one device, which must be there, with the values as they are; where it fails, nothing has changed. */
    void device(Device where) {
        changing(() -> {
            if (!placement.device().equals(Optional.of(where))) {
                Devices.require(where);
                move(placement.device(where));
            }
            return where;
        });
    }

    /** Gives it so many CPU threads of its own, with the values as they are. */
    void threads(int count) {
        Checks.requirePositive("threads", count);
        changing(() -> {
            if (!placement.threads().equals(OptionalInt.of(count))) {
                move(placement.threads(count));
            }
            return count;
        });
    }

    private void move(Placement where) {
        Map<Program.Variable, FloatArray> values = new LinkedHashMap<>();
        List<FloatArray> read = read(program.variables());
        for (int i = 0; i < read.size(); i++) {
            values.put(program.variables().get(i), read.get(i));
        }
        NativeSession before = nativeSession;
        Cleaner.Cleanable freesBefore = cleanable;
        nativeSession = new NativeSession(program, where);
        cleanable = FORGOTTEN.register(this, nativeSession);
        try {
            assign(values);
        } catch (RuntimeException e) {
            // As of a GPU whose memory is full: the model stays where it was.
            cleanable.clean();
            nativeSession = before;
            cleanable = freesBefore;
            throw e;
        }
        placement = where;
        freesBefore.clean();
    }

    /** What it runs in. */
    NativeSession nativeSession() {
        return nativeSession;
    }

    /** The values of these variables. */
    List<FloatArray> read(List<Program.Variable> variables) {
        Session.Runner runner = runner();
        variables.forEach(v -> runner.fetch(v.tensor()));
        return variables.isEmpty() ? List.of() : run(runner, feeds -> {});
    }

    /** Sets these variables, all in one run; shapes were looked at before. */
    void assign(Map<Program.Variable, FloatArray> values) {
        Session.Runner runner = runner();
        values.keySet().forEach(v -> runner.addTarget(v.assign()));
        if (!values.isEmpty()) {
            run(runner, feeds -> values.forEach((v, value) -> feeds.array(v.fed(), value)));
        }
    }

    /** A run to which fetches and targets are added. */
    Session.Runner runner() {
        access.requireOpen();
        return nativeSession.session().runner();
    }

    /** What the program puts out for a batch, as in prediction; the runner may have options. */
    List<FloatArray> predict(Session.Runner runner, Batch batch) {
        program.outputs().forEach(port -> runner.fetch(port.tensor()));
        List<FloatArray> outputs = run(runner, feeds -> feeds.arrays("input", program.inputs(), batch.inputs()));
        Feeds.requireSamples(program.outputs(), outputs, batch.size());
        return outputs;
    }

    /** Runs, and gives what was fetched. */
    List<FloatArray> run(Session.Runner runner, Feeding feeding) {
        try (Feeds feeds = new Feeds(runner)) {
            feeding.feed(feeds);
            feeds.number(program.seed(), seed);
            feeds.number(program.step(), step);
            try (Result result = result(runner)) {
                List<FloatArray> arrays = new ArrayList<>();
                for (int i = 0; i < result.size(); i++) {
                    arrays.add(Tensors.read((TFloat32) result.get(i)));
                }
                return arrays;
            }
        } finally {
            // The native session must not be freed while it runs, not even where nobody needs this any more.
            Reference.reachabilityFence(this);
        }
    }

    private Result result(Session.Runner runner) {
        if (tracer.isEmpty()) {
            return runner.run();
        }
        Result result = runner.setOptions(TRACED).runAndFetchMetadata();
        result.getMetadata().ifPresent(tracer.get());
        return result;
    }

    /** From now on TensorFlow traces each run, which makes it slower. */
    void trace(Consumer<RunMetadata> to) {
        tracer = Optional.of(to);
    }

    @Override
    public void close() {
        close("the model is closed");
    }

    /** Closes it when nothing runs any more; any use later is refused with this message. */
    void close(String why) {
        access.close(why, () -> cleanable.clean());
    }
}
