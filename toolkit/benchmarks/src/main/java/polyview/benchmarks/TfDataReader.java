package polyview.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.data.IteratorGetNext;
import org.tensorflow.op.data.MakeIterator;
import org.tensorflow.op.data.ParallelMapDataset;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.ImageProjectiveTransformV3;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;
import polyview.data.Order;
import polyview.data.Tensors;

/**
 * A tf.data graph written by hand and nothing else: slices, parallel map, batch, prefetch, all in C++.
 *
 * <p>The paths are fed in a new order for every epoch, and with them, for augmentation, the map of every image.
 */
final class TfDataReader implements Contender {

    /** What becomes of a batch. */
    enum Batches {
        /** The tensors are closed as they come: what reading costs at the least. */
        DROPPED("bare tf.data (dropped)"),
        /** They are copied into Java arrays. */
        COPIED("bare tf.data (arrays)");

        private final String contender;

        Batches(String contender) {
            this.contender = contender;
        }

        /** The name of the contender. */
        @Override
        public String toString() {
            return contender;
        }
    }

    private static final int IMAGES = 2;
    private static final int MAP = 8;
    private static final List<Class<? extends TType>> TYPES = List.of(TFloat32.class, TFloat32.class);
    private static final Shape IMAGE = Shape.of(SIZE, SIZE, CHANNELS);

    private final ImagePairs pairs;
    private final Batches batches;
    private final boolean augmented;
    private final Graph graph = new Graph();
    private final Session session;
    private final List<Placeholder<?>> slices = new ArrayList<>();
    private final MakeIterator start;
    private final IteratorGetNext next;

    TfDataReader(ImagePairs pairs, Batches batches, boolean augmented) {
        this.pairs = pairs;
        this.batches = batches;
        this.augmented = augmented;
        Ops tf = Ops.create(graph);
        List<Shape> ofSlices = new ArrayList<>();
        for (int image = 0; image < IMAGES; image++) {
            slices.add(tf.placeholder(TString.class, Placeholder.shape(Shape.of(-1))));
            ofSlices.add(Shape.scalar());
        }
        for (int image = 0; augmented && image < IMAGES; image++) {
            slices.add(tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, MAP))));
            ofSlices.add(Shape.of(MAP));
        }
        List<Shape> ofBatches = List.of(IMAGE.prepend(-1), IMAGE.prepend(-1));
        Operand<? extends TType> dataset = tf.data.tensorSliceDataset(List.copyOf(slices), ofSlices);
        try (ConcreteFunction pair = ConcreteFunction.create(this::pair)) {
            dataset = tf.data.parallelMapDataset(
                    dataset,
                    List.of(),
                    tf.constant((long) THREADS),
                    pair,
                    TYPES,
                    List.of(IMAGE, IMAGE),
                    // The order is random anyhow: no pair waits for one before it.
                    ParallelMapDataset.deterministic("false"));
        }
        dataset = tf.data.batchDataset(dataset, tf.constant((long) BATCH), tf.constant(false), TYPES, ofBatches);
        dataset = tf.data.prefetchDataset(dataset, tf.constant((long) THREADS), TYPES, ofBatches);
        Operand<TType> iterator = tf.data.iterator("pairs", "", TYPES, ofBatches);
        start = tf.data.makeIterator(dataset, iterator);
        next = tf.data.iteratorGetNext(iterator, TYPES, ofBatches);
        ConfigProto twoThreads = ConfigProto.newBuilder()
                .setInterOpParallelismThreads(THREADS)
                .setUsePerSessionThreads(true)
                .build();
        session = new Session(graph, twoThreads);
    }

    /** What is done with one row of the slices. */
    private Signature pair(Ops tf) {
        Signature.Builder signature = Signature.builder("pair");
        List<Operand<TFloat32>> images = new ArrayList<>();
        for (int image = 0; image < IMAGES; image++) {
            Placeholder<TString> path = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
            signature.input("path" + image, path);
            // It decodes PNG too. JPEG by default is hardly quicker and, in the mean, 0.8 of 255 too dark.
            Operand<TUint8> decoded = tf.image.decodeJpeg(
                    tf.io.readFile(path),
                    DecodeJpeg.channels((long) CHANNELS),
                    DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
            Operand<TFloat32> resized = tf.image.resizeBilinear(
                    tf.expandDims(decoded, tf.constant(0)),
                    tf.array(SIZE, SIZE),
                    ResizeBilinear.halfPixelCenters(true));
            images.add(tf.math.div(resized, tf.constant(255f)));
        }
        for (int image = 0; augmented && image < IMAGES; image++) {
            Placeholder<TFloat32> map = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(MAP)));
            signature.input("map" + image, map);
            images.set(
                    image,
                    tf.image.imageProjectiveTransformV3(
                            images.get(image),
                            tf.expandDims(map, tf.constant(0)),
                            tf.array(SIZE, SIZE),
                            tf.constant(0f),
                            "BILINEAR",
                            ImageProjectiveTransformV3.fillMode("NEAREST")));
        }
        for (int image = 0; image < IMAGES; image++) {
            signature.output("image" + image, tf.reshape(images.get(image), tf.array(SIZE, SIZE, CHANNELS)));
        }
        return signature.build();
    }

    @Override
    public String name() {
        return batches.toString();
    }

    @Override
    public int read(int epoch, PixelSum sum) {
        return each(epoch, batch -> {
            for (int image = 0; image < IMAGES; image++) {
                // Where every pixel is asked for, there is no way around a copy.
                if (batches == Batches.COPIED || sum.every() == 1) {
                    sum.add(Tensors.read((TFloat32) batch.get(image)).values());
                }
            }
        });
    }

    /** Reads every pair once; the tensors of a batch are closed when the task is done. The number of pairs is given back. */
    int each(int epoch, Consumer<Result> task) {
        start(epoch);
        int read = 0;
        while (true) {
            try (Result batch = session.runner()
                    .fetch(next.components().get(0))
                    .fetch(next.components().get(1))
                    .run()) {
                task.accept(batch);
                read += (int) batch.get(0).shape().get(0);
            } catch (TFOutOfRangeException endOfEpoch) {
                return read;
            }
        }
    }

    private void start(int epoch) {
        int[] order = Order.shuffled(Moves.SEED, epoch).permutation(pairs.size());
        Session.Runner runner = session.runner().addTarget(start);
        List<TType> fed = new ArrayList<>();
        for (int image = 0; image < IMAGES; image++) {
            List<Path> files = image == 0 ? pairs.left() : pairs.right();
            fed.add(TString.vectorOf(
                    Arrays.stream(order).mapToObj(i -> files.get(i).toString()).toArray(String[]::new)));
        }
        for (int image = 0; augmented && image < IMAGES; image++) {
            float[] maps = new float[order.length * MAP];
            for (int i = 0; i < order.length; i++) {
                double[] map = Moves.toSource(epoch, order[i], image);
                for (int k = 0; k < map.length; k++) {
                    maps[i * MAP + k] = (float) map[k];
                }
            }
            fed.add(TFloat32.tensorOf(Shape.of(order.length, MAP), DataBuffers.of(maps)));
        }
        for (int i = 0; i < fed.size(); i++) {
            runner.feed(slices.get(i), fed.get(i));
        }
        runner.run().close();
        fed.forEach(TType::close);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
