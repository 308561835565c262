package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.IdentityN;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;
import polyview.ops.GradientFunction;

/** Gradients written by hand in graphs of all kinds: many, at once, from bytes, and beside TensorFlow's own ops. */
@Tag("layers")
class GradientFunctionGraphsTest {

    /** The gradient of {@code y = x} times a factor, at one number. */
    private static float gradient(float factor) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x = tf.constant(2f);
            return run(
                    graph, gradients(graph, GradientFunctionTest.scaled(factor).apply(tf, x), x))[0];
        }
    }

    private static Output<?>[] gradients(Graph graph, Operand<?> y, Operand<?>... x) {
        Output<?>[] of = new Output<?>[x.length];
        for (int i = 0; i < x.length; i++) {
            of[i] = x[i].asOutput();
        }
        return graph.addGradients(y.asOutput(), of);
    }

    /** The first element of each. */
    private static float[] run(Graph graph, Output<?>... fetches) {
        try (Session session = new Session(graph)) {
            Session.Runner runner = session.runner();
            for (Output<?> fetch : fetches) {
                runner.fetch(fetch);
            }
            try (Result result = runner.run()) {
                float[] numbers = new float[fetches.length];
                for (int i = 0; i < numbers.length; i++) {
                    float[] all =
                            new float[Math.toIntExact(result.get(i).shape().size())];
                    ((TFloat32) result.get(i)).copyTo(DataBuffers.of(all));
                    numbers[i] = all[0];
                }
                return numbers;
            }
        }
    }

    /** The eleventh gradient that is registered with TensorFlow Java crashes the JVM; here one serves all. */
    @Test
    void thirtyFunctionsInOneGraph() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            List<Operand<TFloat32>> x = new ArrayList<>();
            List<Operand<TFloat32>> y = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                x.add(tf.constant(2f));
                y.add(GradientFunctionTest.scaled(i).name("times" + i).apply(tf, x.get(i)));
            }
            float[] found = run(graph, gradients(graph, tf.math.addN(y), x.toArray(Operand<?>[]::new)));
            for (int i = 0; i < 30; i++) {
                assertEquals(i, found[i]);
            }
        }
    }

    /** Nothing in Java holds a function that was applied and forgotten, nor what it captured. */
    @Test
    void forgottenFunctionsAreFreed() throws InterruptedException {
        List<WeakReference<Object>> captured = new ArrayList<>();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x = tf.constant(2f);
            for (int i = 0; i < 1100; i++) {
                float[] factor = {i % 7};
                captured.add(new WeakReference<>(factor));
                GradientFunction.of((t, in) -> in, (t, in, y, dy) -> t.math.mul(dy, t.constant(factor[0])))
                        .apply(tf, x);
            }
            // While the graph is still open: closing it is not what frees them.
            long end = System.nanoTime() + 300_000_000_000L;
            while (captured.stream().anyMatch(c -> c.get() != null) && System.nanoTime() < end) {
                System.gc();
                Thread.sleep(20);
            }
            assertEquals(0, captured.stream().filter(c -> c.get() != null).count());
            // 1100 applications of seven different functions are seven functions in the graph.
            assertEquals(7, graph.toGraphDef().getLibrary().getFunctionCount());
        }
    }

    /** The function may be gone when gradients are taken: the graph knows them. */
    @Test
    void aGraphFromBytesKnowsItsGradients() {
        GraphDef bytes;
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x = tf.withName("x").constant(2f);
            tf.withName("y").identity(GradientFunctionTest.scaled(5).apply(tf, x));
            bytes = graph.toGraphDef();
        }
        try (Graph graph = new Graph()) {
            graph.importGraphDef(bytes);
            Output<?> x = graph.operation("x").output(0);
            Output<?> y = graph.operation("y").output(0);
            assertArrayEquals(new float[] {5}, run(graph, graph.addGradients(y, new Output<?>[] {x})));
        }
    }

    @Test
    void theSameFunctionsMakeTheSameGraph() {
        GraphDef[] made = new GraphDef[2];
        for (int i = 0; i < 2; i++) {
            try (Graph graph = new Graph()) {
                Ops tf = Ops.create(graph);
                Operand<TFloat32> x = tf.constant(2f);
                Operand<TFloat32> y = GradientFunctionTest.scaled(5).apply(tf, GradientFunctionTest.SIGN.apply(tf, x));
                gradients(graph, y, x);
                made[i] = graph.toGraphDef();
            }
        }
        assertEquals(made[0], made[1]);
    }

    @Test
    void graphsInSeveralThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Float>> found = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                float factor = i;
                found.add(threads.submit(() -> gradient(factor)));
            }
            for (int i = 0; i < 40; i++) {
                assertEquals(i, found.get(i).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Two open graphs that are built in turns. */
    @Test
    void twoGraphsAtOnce() {
        GradientFunction shared = GradientFunctionTest.scaled(3);
        try (Graph first = new Graph();
                Graph second = new Graph()) {
            Ops tf1 = Ops.create(first);
            Ops tf2 = Ops.create(second);
            Operand<TFloat32> x1 = tf1.constant(1f);
            Operand<TFloat32> x2 = tf2.constant(1f);
            Operand<TFloat32> y1 = shared.apply(tf1, x1);
            Operand<TFloat32> y2 = shared.apply(tf2, shared.apply(tf2, x2));
            assertArrayEquals(new float[] {9}, run(second, gradients(second, y2, x2)));
            assertArrayEquals(new float[] {3}, run(first, gradients(first, y1, x1)));
        }
    }

    /** Only one of two inputs is asked for; the other need not be differentiable at all. */
    @Test
    void someInputsOnly() {
        GradientFunction product = GradientFunction.of(
                (tf, a, b) -> tf.math.mul(a, b), (tf, a, b, y, dy) -> List.of(tf.math.mul(dy, b), tf.math.mul(dy, a)));
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> a = tf.constant(2f);
            Operand<TFloat32> b = tf.constant(7f);
            Operand<TFloat32> y = product.apply(tf, a, tf.math.floorDiv(b, tf.constant(2f)));
            assertArrayEquals(new float[] {3}, run(graph, gradients(graph, y, a)));
        }
    }

    /** An IdentityN that TensorFlow made itself passes gradients on unchanged, other types beside them. */
    @Test
    void otherIdentities() {
        gradient(1); // the adapter is registered from here on
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> a = tf.constant(2f);
            Operand<TFloat32> b = tf.constant(3f);
            IdentityN same = tf.identityN(List.of(a, b, tf.constant(4)));
            Operand<TFloat32> first = same.output().get(0).expect(TFloat32.class);
            Operand<TFloat32> second = same.output().get(1).expect(TFloat32.class);
            Operand<TFloat32> y = tf.math.mul(tf.math.mul(first, second), first);
            assertArrayEquals(new float[] {12, 4}, run(graph, gradients(graph, y, a, b)));
        }
    }

    /** Neither the number of axes nor any size is known before the graph runs. */
    @Test
    void unknownShapes() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.unknown()));
            Operand<TFloat32> y = GradientFunctionTest.scaled(4).apply(tf, x);
            assertTrue(y.shape().isUnknown());
            Output<?>[] dx = gradients(graph, y, x);
            try (Session session = new Session(graph);
                    TFloat32 value = TFloat32.vectorOf(1, 2);
                    Result result = session.runner().feed(x, value).fetch(dx[0]).run()) {
                assertEquals(Shape.of(2), result.get(0).shape());
                assertEquals(4, ((TFloat32) result.get(0)).getFloat(1));
            }
        }
    }

    /** A variable is a reference, which few ops of gradients can take; here values are what backward is given. */
    @Test
    void aVariableItself() {
        GradientFunction square = GradientFunction.of(
                (tf, x) -> tf.math.square(x), (tf, x, y, dy) -> tf.math.mul(tf.math.mul(dy, x), tf.constant(2f)));
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x = tf.variable(Shape.scalar(), TFloat32.class);
            Operand<TFloat32> set = tf.assign(x, tf.constant(3f));
            Output<?>[] dx = gradients(graph, square.apply(tf, x), x);
            session.runner().addTarget(set).run().close();
            try (Result result = session.runner().fetch(dx[0]).run()) {
                assertEquals(6, ((TFloat32) result.get(0)).getFloat());
            }
        }
    }

    /** Random numbers in the backward function: other ones in each run, and for each application. */
    @Test
    void randomGradients() {
        GradientFunction noisy = GradientFunction.of(
                (tf, x) -> x, (tf, x, y, dy) -> tf.random.randomUniform(tf.shape(dy), TFloat32.class));
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> a = tf.constant(2f);
            Operand<TFloat32> b = tf.constant(2f);
            Output<?>[] found = gradients(graph, tf.math.add(noisy.apply(tf, a), noisy.apply(tf, b)), a, b);
            Set<Float> numbers = new HashSet<>();
            try (Session session = new Session(graph)) {
                for (int i = 0; i < 2; i++) {
                    try (Result result =
                            session.runner().fetch(found[0]).fetch(found[1]).run()) {
                        result.forEach(e -> numbers.add(((TFloat32) e.getValue()).getFloat()));
                    }
                }
            }
            assertEquals(4, numbers.size());
        }
    }

    /** What is inferred about the gradient's shape is what is known of the input's. */
    @Test
    void theShapeOfTheGradientIsKnown() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 3)));
            Operand<TFloat32> y = GradientFunctionTest.SIGN.apply(tf, x);
            assertEquals("(N, 3)", Shapes.text(y.shape()));
            assertEquals("(N, 3)", Shapes.text(gradients(graph, y, x)[0].shape()));
        }
    }

    /** Functions in the gradient of a function: the inner one's forward pass counts, its gradient is not asked for. */
    @Test
    void aFunctionInsideABackwardFunction() {
        GradientFunction outer = GradientFunction.of(
                (tf, x) -> x, (tf, x, y, dy) -> GradientFunctionTest.SIGN.apply(tf, tf.math.mul(dy, tf.constant(-7f))));
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x = tf.constant(2f);
            assertArrayEquals(new float[] {-1}, run(graph, gradients(graph, outer.apply(tf, x), x)));
        }
    }
}
