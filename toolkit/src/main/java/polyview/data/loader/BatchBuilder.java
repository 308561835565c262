package polyview.data.loader;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;

/** Makes batches of good samples, tells the report of bad ones; for one thread, which closes it. */
final class BatchBuilder implements AutoCloseable {

    private final Manifest manifest;
    private final List<Shape> shapes;
    private final SampleStream samples;
    private final ReadReport report;
    private final BadFile onBadFile;
    private final boolean dropRemainder;
    private final int batchSize;
    private int left;
    private int good;
    private boolean over;

    BatchBuilder(
            Pass pass,
            SampleStream samples,
            ReadReport report,
            BadFile onBadFile,
            int batchSize,
            boolean dropRemainder) {
        this.manifest = pass.manifest();
        this.shapes = pass.forms().stream().map(ImageForm::shape).toList();
        this.samples = samples;
        this.report = report;
        this.onBadFile = onBadFile;
        this.batchSize = batchSize;
        this.dropRemainder = dropRemainder;
        this.left = pass.visit().length;
    }

    /** The next batch; empty behind the last. */
    Optional<Batch> next() {
        if (over) {
            return Optional.empty();
        }
        // Never more room than there can be samples: a batch size of a million asks for what ten files need.
        int room = Math.min(batchSize, left);
        List<FloatArray> images = shapes.stream()
                .map(shape -> FloatArray.zeros(shape.prepend(room)))
                .toList();
        int[] rows = new int[room];
        int filled = 0;
        while (filled < room && !over) {
            Optional<Sample> sample = samples.next();
            over = sample.isEmpty();
            if (sample.isPresent() && isGood(sample.get())) {
                sample.get().copyTo(images, filled);
                rows[filled] = sample.get().row();
                filled++;
            }
        }
        good += filled;
        if (left == 0) {
            over = true;
            report.endOfPass(good);
        }
        if (filled == 0 || dropRemainder && filled < batchSize) {
            return Optional.empty();
        }
        return Optional.of(batch(images, Arrays.copyOf(rows, filled)));
    }

    private boolean isGood(Sample sample) {
        left--;
        if (sample.faults().isEmpty()) {
            return true;
        }
        for (Sample.Fault fault : sample.faults()) {
            report.add(sample.row(), fault);
            if (onBadFile == BadFile.STOP) {
                throw report.exception(sample.row(), fault);
            }
        }
        return false;
    }

    private Batch batch(List<FloatArray> images, int[] rows) {
        int[] filled = IntStream.range(0, rows.length).toArray();
        boolean whole = rows.length == images.get(0).size(0);
        List<FloatArray> inputs =
                whole ? images : images.stream().map(a -> a.rows(filled)).toList();
        return new Batch(inputs, targets(rows));
    }

    /** (N) for classes and for one number, (N, K) for several; nothing where the manifest has neither. */
    private List<FloatArray> targets(int[] rows) {
        int numbers = manifest.targetNames().size();
        if (!manifest.classes().isEmpty()) {
            FloatArray labels = FloatArray.zeros(Shape.of(rows.length));
            for (int i = 0; i < rows.length; i++) {
                labels.set(manifest.label(rows[i]), i);
            }
            return List.of(labels);
        }
        if (numbers == 0) {
            return List.of();
        }
        FloatArray targets = FloatArray.zeros(numbers == 1 ? Shape.of(rows.length) : Shape.of(rows.length, numbers));
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(manifest.targets(rows[i]), 0, targets.values(), i * numbers, numbers);
        }
        return List.of(targets);
    }

    /** Lets {@link #next} come to an end; from any thread. */
    void cancel() {
        samples.cancel();
    }

    @Override
    public void close() {
        samples.close();
    }
}
