package polyview.data.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import polyview.base.Startup;
import polyview.data.Tensors;

/**
 * Reads image files, one at a time, into given forms; any number of threads may use one decoder.
 *
 * <p>A file is checked first. TensorFlow decodes its own formats, a user's format decodes in Java, and all are resized by the same
 * ops. The reason why a file is bad is the message of an {@link IOException}.
 *
 * <pre>{@code
 * try (ImageDecoder decoder = new ImageDecoder(List.of(ImageForm.rgb(64, 64)), 1 << 26)) {
 *     float[] image = new float[64 * 64 * 3];
 *     decoder.read(Path.of("left/1.png"), 0, image);
 * }
 * }</pre>
 */
public final class ImageDecoder implements AutoCloseable {

    static {
        Startup.begin();
    }

    /** The output for the images of one form. */
    private record Ends(Operand<TFloat32> jpegOrPng, Operand<TFloat32> others, Operand<TFloat32> decoded) {}

    private final List<ImageForm> forms;
    private final List<Pixels> pixels;
    private final FileCheck check;
    private final Graph graph = new Graph();
    private final Operand<TString> bytes;
    private final Operand<TFloat32> decoded;
    private final Map<ImageForm, Ends> ends = new HashMap<>();
    private final Session session;
    private final Map<ImageForm, Queue<float[]>> resized = new HashMap<>();

    /**
     * Decodes into each of these forms, none of which may have more pixels in its file than the limit.
     *
     * @param maxPixels of one file, all frames together
     */
    public ImageDecoder(List<ImageForm> forms, long maxPixels) {
        this.forms = List.copyOf(forms);
        this.pixels = this.forms.stream().map(Pixels::new).toList();
        this.check = new FileCheck(maxPixels);
        Ops tf = Ops.create(graph)
                .withDevice(DeviceSpec.newBuilder()
                        .deviceType(DeviceSpec.DeviceType.CPU)
                        .build());
        bytes = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
        decoded = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, 3)));
        // Inputs of one form share an output: each output that is fetched costs time.
        for (ImageForm form : new LinkedHashSet<>(forms)) {
            ImageGraph image = new ImageGraph(tf, form);
            ends.put(form, new Ends(image.jpegOrPng(bytes), image.any(bytes), image.formed(decoded)));
            resized.put(form, new ConcurrentLinkedQueue<>());
        }
        // The calling thread does the work itself, without waking others.
        session = new Session(
                graph, ReadingSessions.config().setInterOpParallelismThreads(-1).build());
    }

    /**
     * Reads a file into (H, W, C) in the range of its form, from the start of the target on.
     *
     * <p>Refused with an {@link IOException}: what is no file, too large, of no format in {@link ImageFormats} or damaged, such as
     * {@code there is no such file}, {@code the PNG file is cut off}.
     *
     * @param form the number of the form
     */
    public void read(Path file, int form, float[] target) throws IOException {
        ImageForm wanted = forms.get(form);
        FileCheck.Checked content = check.read(file, wanted);
        Queue<float[]> free = resized.get(wanted);
        float[] image = free.poll();
        if (image == null) {
            image = new float[3 * wanted.height() * wanted.width()];
        }
        if (content.format() instanceof TensorFlowFormat format) {
            Ends of = ends.get(wanted);
            try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(format.toDecode(content.bytes())))) {
                run(bytes, fed, format.isJpegOrPng() ? of.jpegOrPng() : of.others(), image);
            }
        } else {
            try (TFloat32 fed = Tensors.of(DecodedPixels.of(content))) {
                run(decoded, fed, ends.get(wanted).decoded(), image);
            }
        }
        finish(image, 0, form, target);
        free.add(image);
    }

    private void run(Operand<?> input, Tensor fed, Operand<TFloat32> end, float[] target) throws IOException {
        try (Result result = session.runner().feed(input, fed).fetch(end).run()) {
            TFloat32 image = (TFloat32) result.get(0);
            image.copyTo(DataBuffers.of(target).slice(0, image.size()));
        } catch (RuntimeException e) {
            throw DecoderRefusal.of(e);
        }
    }

    /**
     * Converts a resized image (H, W, 3) in 0..255, as {@link TfDataGraph} gives it, to its form: gray or colour, in its range.
     *
     * @param from where the image begins in the source
     * @param form the number of the form
     */
    public void finish(float[] source, int from, int form, float[] target) {
        pixels.get(form).convert(source, from, target, 0);
    }

    /**
     * Whether a file is there, declares no more pixels than it may, and is of a format that TensorFlow decodes: then tf.data may be
     * given it.
     */
    public boolean isForTensorFlow(Path file, int form) {
        try {
            return check.read(file, forms.get(form)).format() instanceof TensorFlowFormat;
        } catch (IOException e) {
            // The reason is reported when the file is read.
            return false;
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
