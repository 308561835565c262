package polyview.data;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * An {@link Augmentation} ready to change batch after batch, on the CPU; several threads may use one.
 *
 * <p>It holds a graph and a session, native memory that {@link #close()} frees.
 *
 * <pre>{@code
 * try (Augmenter augmenter = new Augmenter(augmentation, 2)) {
 *     List<FloatArray> changed = augmenter.apply(List.of(left, right), 7, epoch, samples);
 * }
 * }</pre>
 */
public final class Augmenter implements AutoCloseable {

    private final Augmentation augmentation;
    private final List<Operand<TFloat32>> images = new ArrayList<>();
    private final List<Operand<TFloat32>> parameters = new ArrayList<>();
    private final List<Operand<TFloat32>> changed = new ArrayList<>();
    private final Graph graph;
    private final Session session;

    /**
     * Builds the graph.
     *
     * <p>Refused: {@code images must be positive, got 0}.
     *
     * @param augmentation what is to be done
     * @param images how many images a sample has; any sizes
     */
    public Augmenter(Augmentation augmentation, int images) {
        if (images < 1) {
            throw new IllegalArgumentException("images must be positive, got " + images);
        }
        this.augmentation = augmentation;
        this.graph = new Graph();
        // Where the reader is: a GPU has the training to do.
        Ops tf = Ops.create(graph)
                .withDevice(DeviceSpec.newBuilder()
                        .deviceType(DeviceSpec.DeviceType.CPU)
                        .build());
        for (int i = 0; i < images; i++) {
            this.images.add(tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, -1))));
            parameters.add(tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1))));
        }
        for (Operand<TFloat32> end : augmentation.apply(tf, this.images, parameters)) {
            // An op of its own: without any option it is the input, which cannot be fed and fetched.
            changed.add(tf.identity(end));
        }
        this.session = new Session(graph);
    }

    /**
     * Changes the images of some samples; the arrays that come in stay as they are.
     *
     * <p>Refused: {@code batch must have 2 images a sample, got 1}; an array that is not one of images ({@code
     * image 0 must have the shape (N, H, W, C), got [28, 28]}); another number of samples than numbers of samples
     * ({@code image 0 must have 3 samples, one for each number, got 2}).
     *
     * @param batch (N, H, W, C) for each image of a sample
     * @param seed the user's seed
     * @param epoch the number of the epoch, from 0
     * @param samples the numbers of the N samples in the data set
     */
    public List<FloatArray> apply(List<FloatArray> batch, long seed, long epoch, long... samples) {
        requireFitting(batch, samples.length);
        if (samples.length == 0) {
            return List.copyOf(batch);
        }
        List<Shape> shapes = batch.stream().map(image -> image.shape().tail()).toList();
        List<FloatArray> drawn = augmentation.parameters(seed, epoch, samples, shapes);
        List<TFloat32> tensors = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            for (int i = 0; i < batch.size(); i++) {
                feed(runner, images.get(i), batch.get(i), tensors);
                feed(runner, parameters.get(i), drawn.get(i), tensors);
                runner.fetch(changed.get(i));
            }
            try (Result result = runner.run()) {
                List<FloatArray> arrays = new ArrayList<>();
                result.forEach(e -> arrays.add(Tensors.read((TFloat32) e.getValue())));
                return arrays;
            }
        } finally {
            tensors.forEach(TFloat32::close);
        }
    }

    private void requireFitting(List<FloatArray> batch, int samples) {
        if (batch.size() != images.size()) {
            throw new IllegalArgumentException(
                    "batch must have " + images.size() + " images a sample, got " + batch.size());
        }
        for (int i = 0; i < batch.size(); i++) {
            Shape shape = batch.get(i).shape();
            if (shape.numDimensions() != 4) {
                throw new IllegalArgumentException("image " + i + " must have the shape (N, H, W, C), got " + shape);
            }
            if (shape.get(0) != samples) {
                throw new IllegalArgumentException(
                        "image " + i + " must have " + samples + " samples, one for each number, got " + shape.get(0));
            }
        }
    }

    private static void feed(Session.Runner runner, Operand<TFloat32> end, FloatArray array, List<TFloat32> tensors) {
        TFloat32 tensor = Tensors.of(array);
        tensors.add(tensor);
        runner.feed(end, tensor);
    }

    /** Frees the native memory; closing twice does nothing more. */
    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
