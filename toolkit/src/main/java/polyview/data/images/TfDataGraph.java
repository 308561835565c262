package polyview.data.images;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.data.IteratorGetNext;
import org.tensorflow.op.data.ParallelMapDataset;
import org.tensorflow.proto.data.DatasetOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;
import polyview.base.Startup;

/**
 * The graph of tf.data that reads images: slices of numbers and paths, parallel map, ignore errors, batch, prefetch.
 *
 * <p>Only for JPEG and PNG files: a branch for other formats would slow these down.
 *
 * <p>Each sample has the number that was given with its paths, so that a missing one is noticed.
 */
public final class TfDataGraph implements AutoCloseable {

    static {
        Startup.begin();
    }

    private final List<ImageForm> forms;
    private final Graph graph = new Graph();
    private final Placeholder<TInt64> numbers;
    private final Placeholder<TString> paths;
    private final Op start;
    private final IteratorGetNext next;
    private final Session session;

    /**
     * Builds the graph.
     *
     * @param threads that decode
     * @param block samples in a block
     * @param blocks to read ahead
     */
    public TfDataGraph(List<ImageForm> forms, int threads, int block, int blocks) {
        this.forms = forms;
        Ops tf = Ops.create(graph)
                .withDevice(DeviceSpec.newBuilder()
                        .deviceType(DeviceSpec.DeviceType.CPU)
                        .build());
        numbers = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(-1)));
        paths = tf.placeholder(TString.class, Placeholder.shape(Shape.of(-1, forms.size())));
        List<Class<? extends TType>> types = new ArrayList<>(List.of(TInt64.class));
        List<Shape> single = new ArrayList<>(List.of(Shape.scalar()));
        for (ImageForm form : forms) {
            types.add(TFloat32.class);
            single.add(Shape.of(1, form.height(), form.width(), 3));
        }
        List<Shape> several = single.stream().map(shape -> shape.prepend(-1)).toList();
        try (ConcreteFunction read = ConcreteFunction.create(this::read)) {
            Operand<? extends TType> data = tf.data.tensorSliceDataset(
                    List.of(numbers, paths), List.of(Shape.scalar(), Shape.of(forms.size())));
            // One thread for each sample: its ops are so small that passing them between threads would cost more.
            data = tf.data.parallelMapDataset(
                    data,
                    List.of(),
                    tf.constant((long) threads),
                    read,
                    types,
                    single,
                    ParallelMapDataset.useInterOpParallelism(false));
            // Before batching: after it, one bad file would cost a whole batch.
            data = tf.data.ignoreErrorsDataset(data, types, single);
            data = tf.data.batchDataset(data, tf.constant((long) block), tf.constant(false), types, several);
            data = tf.data.prefetchDataset(data, tf.constant((long) blocks), types, several);
            data = tf.data.optionsDataset(data, asWritten(), types, several);
            var iterator = tf.data.iterator("", "", types, several);
            start = tf.data.makeIterator(data, iterator);
            next = tf.data.iteratorGetNext(iterator, types, several);
        }
        // Separate threads: the shared ones are used by training.
        session = new Session(
                graph,
                ReadingSessions.config()
                        .setUsePerSessionThreads(true)
                        .setInterOpParallelismThreads(threads)
                        .build());
    }

    /** tf.data would also optimise the graph before each part, which takes longer than reading a small data set. */
    private static String asWritten() {
        return DatasetOptions.Options.newBuilder()
                .setAutotuneOptions(DatasetOptions.AutotuneOptions.newBuilder().setEnabled(false))
                .setOptimizationOptions(
                        DatasetOptions.OptimizationOptions.newBuilder().setApplyDefaultOptimizations(false))
                .build()
                .toByteString()
                .toStringUtf8();
    }

    private Signature read(Ops tf) {
        Placeholder<TInt64> number = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
        Placeholder<TString> files = tf.placeholder(TString.class, Placeholder.shape(Shape.of(forms.size())));
        Signature.Builder signature = Signature.builder("read")
                .input("number", number)
                .input("files", files)
                .output("number", tf.identity(number));
        for (int i = 0; i < forms.size(); i++) {
            Operand<TString> file = tf.reshape(tf.slice(files, tf.array(i), tf.array(1)), tf.array(new int[0]));
            signature.output("image" + i, new ImageGraph(tf, forms.get(i)).jpegOrPng(tf.io.readFile(file)));
        }
        return signature.build();
    }

    /** Begins with other samples; those not fetched yet are dropped. */
    public void start(long[] sampleNumbers, String[][] samplePaths) {
        try (TInt64 fedNumbers = TInt64.vectorOf(sampleNumbers);
                TString fedPaths = TString.tensorOf(NdArrays.wrap(
                        Shape.of(samplePaths.length, forms.size()),
                        DataBuffers.ofObjects(
                                Stream.of(samplePaths).flatMap(Stream::of).toArray(String[]::new))))) {
            session.runner()
                    .feed(numbers, fedNumbers)
                    .feed(paths, fedPaths)
                    .addTarget(start)
                    .run()
                    .close();
        }
    }

    /**
     * Waits for the next block and gives the numbers of its samples, as they were given; empty after the last sample that could be
     * read.
     *
     * @param images takes, for each input, (n, H, W, 3) in 0..255; as large as the largest block
     */
    public long[] next(float[][] images) {
        Session.Runner runner = session.runner();
        next.components().forEach(runner::fetch);
        try (Result result = runner.run()) {
            TInt64 read = (TInt64) result.get(0);
            long[] block = new long[Math.toIntExact(read.size())];
            read.copyTo(DataBuffers.of(block));
            for (int i = 0; i < images.length; i++) {
                TFloat32 values = (TFloat32) result.get(i + 1);
                values.copyTo(DataBuffers.of(images[i]).slice(0, values.size()));
            }
            return block;
        } catch (TFOutOfRangeException e) {
            // How tf.data says that it is at the end.
            return new long[0];
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
