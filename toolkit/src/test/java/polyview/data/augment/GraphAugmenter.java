package polyview.data.augment;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.data.Tensors;

/** The graph form of an augmentation, its sizes all unknown, kept for many batches. */
final class GraphAugmenter implements AugmentationForm.Changer {

    private final Augmentation augmentation;
    private final List<Operand<TFloat32>> images = new ArrayList<>();
    private final List<Operand<TFloat32>> parameters = new ArrayList<>();
    private final List<Operand<TFloat32>> changed = new ArrayList<>();
    private final Graph graph = new Graph();
    private final Session session;

    GraphAugmenter(Augmentation augmentation, int images) {
        this.augmentation = augmentation;
        Ops tf = Ops.create(graph);
        for (int i = 0; i < images; i++) {
            this.images.add(tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, -1))));
            parameters.add(tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1))));
        }
        // An op of its own: without any option the end is the input, which cannot be fed and fetched.
        augmentation.apply(tf, this.images, parameters).forEach(end -> changed.add(tf.identity(end)));
        this.session = new Session(graph);
    }

    @Override
    public List<FloatArray> apply(List<FloatArray> batch, long seed, long epoch, long... samples) {
        List<Shape> shapes = batch.stream().map(image -> image.shape().tail()).toList();
        List<FloatArray> rows = augmentation.parameters(seed, epoch, samples, shapes);
        List<TFloat32> tensors = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            for (int i = 0; i < batch.size(); i++) {
                tensors.add(Tensors.of(batch.get(i)));
                runner.feed(images.get(i), tensors.get(2 * i));
                tensors.add(Tensors.of(rows.get(i)));
                runner.feed(parameters.get(i), tensors.get(2 * i + 1));
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

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
