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
 * <p>A file is checked first. TensorFlow decodes JPEG, GIF and PNG of 8 bits, other formats decode in Java; all are resized to the same bits. The
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
        decoded = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1)));
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
        if (content.format() instanceof TensorFlowFormat format
                && TensorFlowFormat.suffices(content.header(), wanted)) {
            try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(format.toDecode(content.bytes())))) {
                int ratio = ratio(content, wanted);
                Operand<TUint8> end = ratio > 1 ? scaledJpegs.get(ratio) : format.isJpegOrPng() ? jpegOrPng : others;
                boolean factor = isFactor(wanted);
                Orientation orientation = orientation(content, wanted);
                if (SameBits.IN_JAVA && factor) {
                    run(fed, end, orientation, wanted, target);
                } else if (factor && ratio == 1 && orientation == Orientation.UPRIGHT) {
                    Ends of = ends.get(wanted);
                    run(bytes, fed, format.isJpegOrPng() ? of.jpegOrPng() : of.others(), wanted, target);
                } else {
                    DecodedImage image = new DecodedImage(floats(fed, end), PixelType.unsigned(Byte.SIZE));
                    resize(
                            DecodedPixels.of(
                                    content.header()
                                            .sized(
                                                    image.pixels().size(0),
                                                    image.pixels().size(1)),
                                    image,
                                    wanted),
                            wanted,
                            target);
                }
            }
        } else {
            resize(DecodedPixels.of(content, wanted), wanted, target);
        }
    }

    /** Whether the range is a factor and a sum, which come after resizing. */
    private static boolean isFactor(ImageForm form) {
        return form.decoding().range() instanceof PixelRange.ByType
                || form.decoding().range() instanceof PixelRange.AsStored;
    }

    private static Orientation orientation(FileCheck.Checked content, ImageForm form) {
        return form.decoding().turned() ? content.header().orientation() : Orientation.UPRIGHT;
    }

    private static int ratio(FileCheck.Checked content, ImageForm form) {
        if (!(content.format() instanceof JpegFormat)) {
            return 1;
        }
        ImageHeader header = content.header();
        return orientation(content, form).swaps()
                ? form.jpegRatio(header.width(), header.height())
                : form.jpegRatio(header.height(), header.width());
    }

    /** Pixels that are decoded already. */
    private void resize(DecodedPixels.Ready image, ImageForm form, float[] target) throws IOException {
        FloatResize resize = new FloatResize(form, image);
        if (SameBits.IN_JAVA) {
            resize.resize(target);
            return;
        }
        float[] resized = new float[image.pixels().size(2) * form.height() * form.width()];
        try (TFloat32 fed = Tensors.of(image.pixels())) {
            fetch(decoded, fed, ends.get(form).decoded(), resized);
        }
        resize.finish(resized, target);
    }

    private FloatArray floats(TString fed, Operand<TUint8> end) throws IOException {
        try (Result result = session.runner().feed(bytes, fed).fetch(end).run()) {
            TUint8 pixels = (TUint8) result.get(0);
            byte[] all = new byte[Math.toIntExact(pixels.size())];
            pixels.copyTo(DataBuffers.of(all, false, false));
            float[] values = new float[all.length];
            for (int i = 0; i < all.length; i++) {
                values[i] = all[i] & 0xFF;
            }
            return FloatArray.of(values, pixels.shape().asArray());
        } catch (RuntimeException e) {
            throw DecoderRefusal.of(e);
        }
    }

    /** TensorFlow decodes, Java turns and resizes. */
    private void run(TString fed, Operand<TUint8> end, Orientation orientation, ImageForm form, float[] target)
            throws IOException {
        try (Result result = session.runner().feed(bytes, fed).fetch(end).run()) {
            with(form, resize -> resize.resize((TUint8) result.get(0), orientation, target));
        } catch (RuntimeException e) {
            throw DecoderRefusal.of(e);
        }
    }

    /** TensorFlow resizes. */
    private void run(Operand<?> input, Tensor fed, Operand<TFloat32> end, ImageForm form, float[] target)
            throws IOException {
        float[] free = images.get(form).poll();
        float[] image = free == null ? new float[3 * form.height() * form.width()] : free;
        fetch(input, fed, end, image);
        with(form, resize -> resize.finish(image, 0, target));
        images.get(form).add(image);
    }

    private void fetch(Operand<?> input, Tensor fed, Operand<TFloat32> end, float[] image) throws IOException {
        try (Result result = session.runner().feed(input, fed).fetch(end).run()) {
            TFloat32 resized = (TFloat32) result.get(0);
            resized.copyTo(DataBuffers.of(image).slice(0, resized.size()));
        } catch (RuntimeException e) {
            throw DecoderRefusal.of(e);
        }
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
     * Whether a file is there, declares no more pixels than it may, and is of a format that TensorFlow decodes, at its full size, as it
     * lies there: then tf.data may be given it.
     */
    public boolean isForTensorFlow(Path file, int form) {
        try {
            ImageForm wanted = forms.get(form);
            FileCheck.Checked content = check.read(file, wanted);
            return content.format() instanceof TensorFlowFormat
                    && TensorFlowFormat.suffices(content.header(), wanted)
                    && isFactor(wanted)
                    && orientation(content, wanted) == Orientation.UPRIGHT
                    && ratio(content, wanted) == 1;
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
