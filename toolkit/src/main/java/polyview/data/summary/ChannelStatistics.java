package polyview.data.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Scan;
import polyview.base.Startup;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;

/**
 * Mean and standard deviation of each channel (the last axis) of an input, over all samples and pixels of a data set: of the training part
 * alone, so that nothing of the other parts is known in training.
 *
 * <p>{@code mean = sum x / n}, {@code variance = sum (x - mean)^2 / n}, as Keras' {@code Normalization.adapt} has it, in double. They are
 * kept with the model as the weights of a {@code Normalization} layer, by {@link #weights}; or an {@code ImageForm} takes them, by {@code
 * standardized(mean(), standardDeviation())}, where the data set was read with a form without them.
 *
 * <p>Refused: {@code input must lie in [0, 2), got 2}, {@code input 0 must have channels, got shape ()}, {@code input 0 of the data has 3 values that are
 * not finite}, and a data set without a sample.
 *
 * <p>Example: two images of 1x1x2 with (0, 10) and (4, 10) have the means 2 and 10 and the standard deviations 2 and 0.
 *
 * <pre>{@code
 * var form = ImageForm.of(64, 64, 5).asStored();
 * var statistics = ChannelStatistics.of(new MultiInputGenerator(parts.get(0), form), 0);
 * model.layer("normalization").setWeights(statistics.weights());
 * }</pre>
 */
public final class ChannelStatistics {

    static {
        Startup.begin();
    }

    private static final int BATCH = 16;

    private final List<Moments> channels;

    private ChannelStatistics(List<Moments> channels) {
        this.channels = channels;
    }

    /**
     * Reads all samples once, in their order, without random changes; where it takes long it shows how far it is, and it ends at an interrupt:
     * {@code statistics of channels was interrupted after 32 of 60 samples; nothing of it is kept}.
     */
    public static ChannelStatistics of(Dataset data, int input) {
        List<Shape> shapes = data.inputShapes();
        if (input < 0 || input >= shapes.size()) {
            throw new IllegalArgumentException("input must lie in [0, " + shapes.size() + "), got " + input);
        }
        Shape shape = shapes.get(input);
        if (shape.isUnknown() || shape.numDimensions() == 0 || shape.get(shape.numDimensions() - 1) < 1) {
            throw new IllegalArgumentException(
                    "input " + input + " must have channels, got shape " + StatisticsRows.text(shape));
        }
        int count = (int) shape.get(shape.numDimensions() - 1);
        List<Moments> channels =
                new ArrayList<>(Stream.generate(Moments::new).limit(count).toList());
        try (Scan scan = Scan.of("statistics of channels", data.size(), "samples");
                Epoch epoch = data.epoch(BATCH, Order.asStored())) {
            while (epoch.hasNext()) {
                // Before the next batch: reading that is interrupted gives none.
                scan.step(0);
                Batch batch = epoch.next();
                DatasetStatistics.requireArrays(data, batch);
                add(batch.inputs().get(input), channels);
                scan.step(batch.size());
            }
        }
        long notFinite = channels.stream().mapToLong(Moments::notFinite).sum();
        if (notFinite > 0) {
            throw new IllegalArgumentException(
                    "input " + input + " of the data has " + notFinite + " values that are not finite");
        }
        if (channels.get(0).values() == 0) {
            throw new IllegalArgumentException("the data has no sample");
        }
        return new ChannelStatistics(channels);
    }

    private static void add(FloatArray images, List<Moments> channels) {
        float[] values = images.values();
        float[] channel = new float[values.length / channels.size()];
        for (int c = 0; c < channels.size(); c++) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] = values[channels.size() * i + c];
            }
            channels.get(c).add(channel, 0, channel.length);
        }
    }

    /** The mean of each channel. */
    public double[] mean() {
        return channels.stream().mapToDouble(Moments::mean).toArray();
    }

    /** The standard deviation of each channel, of the whole: it divides by n. */
    public double[] standardDeviation() {
        return channels.stream().mapToDouble(Moments::variance).map(Math::sqrt).toArray();
    }

    /** How many values of a channel there were: samples times pixels. */
    public long count() {
        return channels.get(0).values();
    }

    /** The weights of a {@code Normalization} layer, as its {@code setWeights} takes them: {@code mean} and {@code variance}, (C) each. */
    public Map<String, FloatArray> weights() {
        return Map.of(
                "mean",
                array(mean()),
                "variance",
                array(channels.stream().mapToDouble(Moments::variance).toArray()));
    }

    private static FloatArray array(double[] values) {
        float[] floats = new float[values.length];
        IntStream.range(0, values.length).forEach(i -> floats[i] = (float) values[i]);
        return FloatArray.of(floats, values.length);
    }
}
