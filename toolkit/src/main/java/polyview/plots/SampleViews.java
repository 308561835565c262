package polyview.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.summary.DatasetTable;

/** The samples of a data set as the views and captions of an {@link ImageGrid}. */
final class SampleViews {

    private static final int BATCH = 32;
    /** In pixels: half as wide again as a tile of the usual size, so that the tiles stay close together. */
    private static final int WIDEST_CAPTION = 3 * ImageGrid.TILE / 2;
    /** A target of up to this many numbers becomes a caption. */
    private static final int SHORT = 3;

    private static final String ARROW = " -> ";

    private SampleViews() {}

    static ImageGrid of(Dataset data, int count, List<String> classes, Order order) {
        Checks.requirePositive("count", count);
        requireImages(data);
        Batch batch = read(data, count, order);
        return grid(batch.inputs(), data.inputNames()).captions(captions(batch.targets(), classes, batch.size()));
    }

    /** Samples of a data set without captions: a row for each input, or for each of its channels. */
    static ImageGrid grid(List<FloatArray> inputs, List<String> inputNames) {
        List<FloatArray> views = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int input = 0; input < inputs.size(); input++) {
            // With a single input, the number of a channel is enough.
            String before = inputs.size() == 1 ? "" : inputNames.get(input) + ", ";
            addViews(views, names, inputs.get(input), inputNames.get(input), before);
        }
        return ImageGrid.of(views)
                .factor(1)
                .names(views.size() == 1 ? new String[0] : names.toArray(String[]::new))
                .range(ImageGrid.Range.AUTO);
    }

    /** The true and the predicted class of a sample, each shortened so that both can be read. */
    static String caption(String truth, String predicted) {
        int arrow = Style.widest(List.of(ARROW));
        String whole = truth + ARROW + predicted;
        return Style.widest(List.of(whole)) <= WIDEST_CAPTION
                ? whole
                : Style.shortened(truth, (WIDEST_CAPTION - arrow) / 2)
                        + ARROW
                        + Style.shortened(predicted, (WIDEST_CAPTION - arrow) / 2);
    }

    static void requireImages(Dataset data) {
        for (int input = 0; input < data.inputShapes().size(); input++) {
            requireImage(input, data.inputShapes().get(input));
        }
    }

    private static void requireImage(int input, Shape shape) {
        int rank = shape.isUnknown() ? -1 : shape.numDimensions();
        if (rank != 2 && rank != 3) {
            throw new IllegalArgumentException(
                    "input " + input + " must be images of the shape (H, W, C) or (H, W), got " + shape
                            + "; DatasetTable shows other data");
        }
    }

    /** The first samples as one batch. */
    private static Batch read(Dataset data, int count, Order order) {
        List<Batch> batches = new ArrayList<>();
        int samples = 0;
        try (Epoch epoch = data.epoch(Math.min(count, BATCH), order)) {
            while (samples < count && epoch.hasNext()) {
                batches.add(epoch.next());
                samples += batches.get(batches.size() - 1).size();
            }
        }
        if (samples == 0) {
            throw new IllegalArgumentException("data must have a sample, there is none");
        }
        int[] wanted = Order.asStored().permutation(Math.min(count, samples));
        return new Batch(
                join(batches.stream().map(Batch::inputs).toList(), wanted),
                join(batches.stream().map(Batch::targets).toList(), wanted));
    }

    private static List<FloatArray> join(List<List<FloatArray>> batches, int... wanted) {
        List<FloatArray> joined = new ArrayList<>();
        for (int i = 0; i < batches.get(0).size(); i++) {
            int array = i;
            joined.add(FloatArray.concat(
                            batches.stream().map(arrays -> arrays.get(array)).toList())
                    .rows(wanted));
        }
        return joined;
    }

    private static void addViews(
            List<FloatArray> views, List<String> names, FloatArray images, String name, String beforeChannel) {
        int channels = images.shape().numDimensions() == 3 ? 1 : images.size(3);
        FloatArray view = images.reshape(images.size(0), images.size(1), images.size(2), channels);
        if (channels == 1 || channels == 3) {
            views.add(TileSize.fit(view));
            names.add(name);
            return;
        }
        for (int channel = 0; channel < channels; channel++) {
            views.add(TileSize.fit(view.channels(channel)));
            names.add(beforeChannel + "channel " + channel);
        }
    }

    private static List<String> captions(List<FloatArray> targets, List<String> classes, int samples) {
        if (!classes.isEmpty() && (targets.size() != 1 || targets.get(0).values().length != samples)) {
            throw new IllegalArgumentException("classes needs one target of class indices of shape (N), got "
                    + targets.size() + " of shapes "
                    + targets.stream().map(FloatArray::shape).toList());
        }
        List<String> captions = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            List<String> parts = new ArrayList<>();
            for (FloatArray target : targets) {
                int length = target.values().length / samples;
                for (int i = 0; i < length && length <= SHORT; i++) {
                    parts.add(text(target.values()[sample * length + i], classes, sample));
                }
            }
            captions.add(Style.shortened(String.join(", ", parts), WIDEST_CAPTION));
        }
        return captions.stream().allMatch(String::isEmpty) ? List.of() : captions;
    }

    private static String text(float target, List<String> classes, int sample) {
        if (!classes.isEmpty()) {
            return DatasetTable.className(classes, target, sample);
        }
        boolean whole = target == Math.rint(target) && Math.abs(target) < 1 << 24;
        return whole ? Integer.toString((int) target) : String.format(Locale.ROOT, "%.4g", target);
    }
}
