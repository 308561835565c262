package polyview.training;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import polyview.data.Dataset;
import polyview.metrics.Metric;
import polyview.models.Engine;
import polyview.models.Program;
import polyview.travel.DataParcel;

/**
 * What a machine does for a training that several share: the same object for all parts and rounds. It travels as Java's serialized
 * bytes, once to each machine, and needs there this toolkit and nothing of the model's own classes: layers, losses and optimizers are in
 * the program, metrics are counted where the training was begun.
 *
 * <p>A machine keeps the started program and the open pass over the data between the rounds ({@link #forget} frees them), one of each
 * for every part that it does at the same time. Where it has none, as after the loss of another machine, it starts them anew and
 * passes over what was read before; the answer has the same bits.
 */
public final class PartTask implements Serializable {

    private static final long serialVersionUID = 1;

    private final String training = UUID.randomUUID().toString();
    private final Program program;
    private final DataParcel data;
    private final int parts;
    private final Averaging averaging;
    private final int batchSize;
    private final boolean shuffle;
    private final int threads;
    private final boolean[] counted;

    private PartTask(
            Program program,
            DataParcel data,
            int parts,
            Averaging averaging,
            int batchSize,
            boolean shuffle,
            int threads,
            boolean[] counted) {
        this.program = program;
        this.data = data;
        this.parts = parts;
        this.averaging = averaging;
        this.batchSize = batchSize;
        this.shuffle = shuffle;
        this.threads = threads;
        this.counted = counted;
    }

    /** That of a training; refused: data that cannot travel, and a batch that the parts cannot share alike. */
    static PartTask of(Engine engine, Fit fit, Cluster cluster, Dataset data) {
        int parts = cluster.parts();
        int batchSize = fit.batchSize();
        if (cluster.averaging().ofGradients()) {
            if (batchSize % parts != 0) {
                throw new IllegalArgumentException("batchSize must be a multiple of the " + parts
                        + " parts that share each batch, got " + batchSize);
            }
            batchSize /= parts;
        }
        if (data.size() < parts) {
            throw new IllegalArgumentException(
                    "the data must have a sample for each of the " + parts + " parts, got " + data.size());
        }
        DataParcel parcel = DataParcel.of("train", data);
        boolean[] counted = new boolean[engine.metrics().size()];
        for (int i = 0; i < counted.length; i++) {
            counted[i] = !engine.metrics().get(i).isEmpty();
        }
        return new PartTask(
                engine.program(),
                parcel,
                parts,
                cluster.averaging(),
                batchSize,
                fit.shuffle(),
                engine.threads().orElse(0),
                counted);
    }

    /** A name of the training that no other has. */
    public String training() {
        return training;
    }

    /**
     * Does a part of a round. Refused as {@link Engine#trainOnBatch} refuses it, in the answer; what is thrown has to do with this
     * machine, as a file that is not there, and another machine may do better.
     */
    public byte[] run(int part, byte[] request) {
        Objects.checkIndex(part, parts);
        return PartWorker.of(this).run(part, PartRequest.of(request)).bytes();
    }

    /** Frees what this process keeps for a training, when the parts that it still does are done; nothing where there is none. */
    public static void forget(String training) {
        PartWorker.forget(training);
    }

    /** Starts its program; it has no metrics. */
    Engine start() {
        List<List<Metric>> none = program.training().orElseThrow().heads().stream()
                .map(head -> List.<Metric>of())
                .toList();
        Engine engine = new Engine(program, 0, none);
        if (threads > 0) {
            engine.threads(threads);
        }
        return engine;
    }

    Dataset data() {
        return data.make();
    }

    int parts() {
        return parts;
    }

    Averaging averaging() {
        return averaging;
    }

    /** Samples in a batch of one part. */
    int batchSize() {
        return batchSize;
    }

    boolean shuffle() {
        return shuffle;
    }

    /** Whether a metric wants the scores of an output. */
    boolean counts(int output) {
        return counted[output];
    }

    /** Parts, batch and what is averaged. */
    @Override
    public String toString() {
        return "PartTask of " + parts + " parts, batches of " + batchSize + ", " + averaging;
    }
}
