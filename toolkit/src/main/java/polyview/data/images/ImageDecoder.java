package polyview.data.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
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
import org.tensorflow.types.TUint8;
import polyview.base.Startup;
import polyview.data.FloatArray;
import polyview.data.Tensors;

/**
 * Reads image files, one at a time, into given forms; any number of threads may use one decoder.
 *
 * <p>A file is checked first. TensorFlow decodes its own formats, a user's format decodes in Java; all are resized to the same bits. The
 * reason why a file is bad is the message of an {@link IOException}.
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
    private final FileCheck check;
    private final Graph graph = new Graph();
    private final Operand<TString> bytes;
    private final Operand<TFloat32> decoded;
    private final Operand<TUint8> jpegOrPng;
    private final Operand<TUint8> others;
    private final Map<Integer, Operand<TUint8>> scaledJpegs = new HashMap<>();
    private final Map<ImageForm, Ends> ends = new HashMap<>();
    private final Session session;
    private final Map<ImageForm, Queue<float[]>> images = new HashMap<>();
    private final Map<ImageForm, Queue<JavaResize>> resizes = new HashMap<>();

    /**
     * Decodes into each of these forms, none of which may have more pixels in its file than the limit.
     *
     * @param maxPixels of one file, all frames together
     */
    public ImageDecoder(List<ImageForm> forms, long maxPixels) {
        this.forms = List.copyOf(forms);
        this.check = new FileCheck(maxPixels);
        Ops tf = Ops.create(graph)
                .withDevice(DeviceSpec.newBuilder()
                        .deviceType(DeviceSpec.DeviceType.CPU)
                        .build());
        bytes = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
        decoded = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, 3)));
        jpegOrPng = ImageGraph.decodedJpegOrPng(tf, bytes);
        others = ImageGraph.decodedAny(tf, bytes);
        for (int ratio : new int[] {2, 4, 8}) {
            scaledJpegs.put(ratio, ImageGraph.decodedJpeg(tf, bytes, ratio));
        }
        // Inputs of one form share an output: each output that is fetched costs time.
        for (ImageForm form : new LinkedHashSet<>(forms)) {
            ImageGraph image = new ImageGraph(tf, form);
            ends.put(form, new Ends(image.formed(jpegOrPng), image.formed(others), image.formed(decoded)));
            images.put(form, new ConcurrentLinkedQueue<>());
            resizes.put(form, new ConcurrentLinkedQueue<>());
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
        if (content.format() instanceof TensorFlowFormat format) {
            try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(format.toDecode(content.bytes())))) {
                int ratio = ratio(content, wanted);
                if (ratio > 1) {
                    runScaled(fed, scaledJpegs.get(ratio), wanted, target);
                } else if (SameBits.IN_JAVA) {
                    run(fed, format.isJpegOrPng() ? jpegOrPng : others, wanted, target);
                } else {
                    Ends of = ends.get(wanted);
                    run(bytes, fed, format.isJpegOrPng() ? of.jpegOrPng() : of.others(), wanted, target);
                }
            }
        } else {
            try (TFloat32 fed = Tensors.of(DecodedPixels.of(content))) {
                run(decoded, fed, ends.get(wanted).decoded(), wanted, target);
            }
        }
    }

    private static int ratio(FileCheck.Checked content, ImageForm form) {
        return content.format() instanceof JpegFormat
                ? form.jpegRatio(content.header().height(), content.header().width())
                : 1;
    }

    /** TensorFlow decodes at a part of the size; then as always. */
    private void runScaled(TString fed, Operand<TUint8> end, ImageForm form, float[] target) throws IOException {
        if (SameBits.IN_JAVA) {
            run(fed, end, form, target);
            return;
        }
        try (TFloat32 small = floats(fed, end)) {
            run(decoded, small, ends.get(form).decoded(), form, target);
        }
    }

    private TFloat32 floats(TString fed, Operand<TUint8> end) throws IOException {
        try (Result result = session.runner().feed(bytes, fed).fetch(end).run()) {
            TUint8 pixels = (TUint8) result.get(0);
            byte[] all = new byte[Math.toIntExact(pixels.size())];
            pixels.copyTo(DataBuffers.of(all, false, false));
            float[] values = new float[all.length];
            for (int i = 0; i < all.length; i++) {
                values[i] = all[i] & 0xFF;
            }
            return Tensors.of(FloatArray.of(values, pixels.shape().asArray()));
        } catch (RuntimeException e) {
            throw DecoderRefusal.of(e);
        }
    }

    /** TensorFlow decodes, Java resizes. */
    private void run(TString fed, Operand<TUint8> end, ImageForm form, float[] target) throws IOException {
        try (Result result = session.runner().feed(bytes, fed).fetch(end).run()) {
            with(form, resize -> resize.resize((TUint8) result.get(0), target));
        } catch (RuntimeException e) {
            throw DecoderRefusal.of(e);
        }
    }

    /** TensorFlow resizes. */
    private void run(Operand<?> input, Tensor fed, Operand<TFloat32> end, ImageForm form, float[] target)
            throws IOException {
        float[] free = images.get(form).poll();
        float[] image = free == null ? new float[3 * form.height() * form.width()] : free;
        try (Result result = session.runner().feed(input, fed).fetch(end).run()) {
            TFloat32 resized = (TFloat32) result.get(0);
            resized.copyTo(DataBuffers.of(image).slice(0, resized.size()));
        } catch (RuntimeException e) {
            throw DecoderRefusal.of(e);
        }
        with(form, resize -> resize.finish(image, 0, target));
        images.get(form).add(image);
    }

    /** With scratch memory that no other thread uses meanwhile. */
    private void with(ImageForm form, Consumer<JavaResize> task) {
        JavaResize free = resizes.get(form).poll();
        JavaResize resize = free == null ? new JavaResize(form) : free;
        task.accept(resize);
        resizes.get(form).add(resize);
    }

    /**
     * Converts a resized image (H, W, 3) in 0..255, as {@link TfDataGraph} gives it, to its form: gray or colour, in its range.
     *
     * @param from where the image begins in the source
     * @param form the number of the form
     */
    public void finish(float[] source, int from, int form, float[] target) {
        with(forms.get(form), resize -> resize.finish(source, from, target));
    }

    /**
     * Whether a file is there, declares no more pixels than it may, and is of a format that TensorFlow decodes, at its full size: then
     * tf.data may be given it.
     */
    public boolean isForTensorFlow(Path file, int form) {
        try {
            FileCheck.Checked content = check.read(file, forms.get(form));
            return content.format() instanceof TensorFlowFormat && ratio(content, forms.get(form)) == 1;
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
