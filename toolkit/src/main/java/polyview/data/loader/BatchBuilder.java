package polyview.data.loader;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.FloatArray;

/** Puts good samples into batches and bad ones into the report. It is used, and closed, by one thread. */
final class BatchBuilder implements AutoCloseable {

    private final int inputs;
    private final List<Shape> shapes;
    private final SampleStream samples;
    private final ReadReport report;
    private final BadFile onBadFile;
    private final boolean dropRemainder;
    private final int batchSize;
    private final int all;
    private int left;
    private int good;
    private int given;
    private boolean over;

    BatchBuilder(
            EpochPlan plan,
            SampleStream samples,
            ReadReport report,
            BadFile onBadFile,
            int batchSize,
            boolean dropRemainder) {
        SampleSource source = plan.source();
        this.inputs = source.inputShapes().size();
        this.shapes = Stream.of(source.inputShapes(), source.targetShapes())
                .flatMap(List::stream)
                .toList();
        this.samples = samples;
        this.report = report;
        this.onBadFile = onBadFile;
        this.batchSize = batchSize;
        this.dropRemainder = dropRemainder;
        this.all = plan.visit().length;
        this.left = all;
    }

    /** The next batch; empty after the last. */
    Optional<ReadBatch> next() {
        if (over) {
            return Optional.empty();
        }
        // Never more room than there are samples: for ten files a batch size of a million needs room for ten.
        int room = Math.min(batchSize, left);
        List<FloatArray> arrays = shapes.stream()
                .map(shape -> FloatArray.zeros(shape.prepend(room)))
                .toList();
        int[] numbers = new int[room];
        int filled = 0;
        while (filled < room && !over) {
            Optional<Sample> sample = samples.next();
            over = sample.isEmpty();
            if (sample.isPresent() && isGood(sample.get())) {
                sample.get().copyTo(arrays, filled);
                numbers[filled] = sample.get().index();
                filled++;
            }
        }
        good += filled;
        if (left == 0) {
            over = true;
            report.endOfPass(good, all);
        }
        boolean dropped = dropRemainder && filled < batchSize;
        if (dropped && over && given == 0) {
            throw new IllegalStateException("dropRemainder leaves no batch of " + batchSize + ": of " + all
                    + " samples " + good + " could be read");
        }
        if (filled == 0 || dropped) {
            return Optional.empty();
        }
        given++;
        return Optional.of(new ReadBatch(batch(arrays, filled), Arrays.copyOf(numbers, filled)));
    }

    private boolean isGood(Sample sample) {
        left--;
        if (sample.faults().isEmpty()) {
            return true;
        }
        for (Sample.Fault fault : sample.faults()) {
            report.add(sample.index(), fault);
            if (onBadFile == BadFile.STOP) {
                throw report.exception(sample.index(), fault);
            }
        }
        return false;
    }

    private Batch batch(List<FloatArray> arrays, int filled) {
        int[] first = IntStream.range(0, filled).toArray();
        boolean whole = filled == arrays.get(0).size(0);
        List<FloatArray> all =
                whole ? arrays : arrays.stream().map(a -> a.rows(first)).toList();
        return new Batch(all.subList(0, inputs), all.subList(inputs, all.size()));
    }

    /** Makes {@link #next} return; may be called from any thread. */
    void cancel() {
        samples.cancel();
    }

    @Override
    public void close() {
        samples.close();
    }
}
