package polyview.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.layers.BoundForms;

/** One form of a bound convolution in a graph of its own, ready to run: forward, and with one or both gradients. */
final class FormRun implements AutoCloseable {

    private final Graph graph = new Graph();
    private final Session session;
    private final List<Placeholder<TFloat32>> ends;
    private final List<TFloat32> values;
    private final Output<?> output;
    private final Output<?>[] gradients;

    /** Images (N, H, W, C), a kernel (kh, kw, 1, F), and as many values as the output has. */
    FormRun(BoundForms.Form form, Shape images, Shape kernel) {
        Ops tf = Ops.create(graph);
        Placeholder<TFloat32> x =
                tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1).append(images.tail())));
        Placeholder<TFloat32> k = tf.placeholder(TFloat32.class, Placeholder.shape(kernel));
        Operand<TFloat32> y = form.body().of(tf, x, k);
        Placeholder<TFloat32> factor = tf.placeholder(TFloat32.class, Placeholder.shape(y.shape()));
        output = y.asOutput();
        gradients = graph.addGradients(
                "gradients", new Output<?>[] {output}, new Output<?>[] {k.asOutput(), x.asOutput()}, new Output<?>[] {
                    factor.asOutput()
                });
        ends = List.of(x, k, factor);
        values = List.of(
                random(images),
                random(kernel),
                random(Shape.of(images.get(0)).append(y.shape().tail())));
        session = new Session(graph);
    }

    /** Runs once: with 0 gradients forward only, with 1 also that of the kernel, with 2 also that of the images. */
    void run(int gradientCount) {
        Session.Runner runner = session.runner();
        for (int i = 0; i < ends.size(); i++) {
            if (i < 2 || gradientCount > 0) {
                runner.feed(ends.get(i), values.get(i));
            }
        }
        // As targets, not fetched: copying the result out is no part of it.
        runner.addTarget(output.op());
        for (int i = 0; i < gradientCount; i++) {
            runner.addTarget(gradients[i].op());
        }
        runner.run().close();
    }

    private static TFloat32 random(Shape shape) {
        SplittableRandom random = new SplittableRandom(1);
        float[] numbers = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return TFloat32.tensorOf(shape, DataBuffers.of(numbers));
    }

    @Override
    public void close() {
        session.close();
        values.forEach(TFloat32::close);
        graph.close();
    }
}
