package polyview.data.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import polyview.base.Startup;

/**
 * Reads one image file at a time, by TensorFlow's decoders; any number of threads may use one.
 *
 * <p>Every reason for which a file is bad is the message of an {@link IOException}.
 */
public final class ImageDecoder implements AutoCloseable {

    static {
        Startup.begin();
    }

    /** What a form's images come out of. */
    private record Ends(Operand<TFloat32> jpegOrPng, Operand<TFloat32> others) {}

    private final List<ImageForm> forms;
    private final FileCheck check;
    private final Graph graph = new Graph();
    private final Operand<TString> bytes;
    private final Map<ImageForm, Ends> ends = new HashMap<>();
    private final Session session;

    /** Decodes into each of these forms, none of which may have more pixels in its file than the limit. */
    public ImageDecoder(List<ImageForm> forms, long maxPixels) {
        this.forms = List.copyOf(forms);
        this.check = new FileCheck(maxPixels);
        Ops tf = Ops.create(graph)
                .withDevice(DeviceSpec.newBuilder()
                        .deviceType(DeviceSpec.DeviceType.CPU)
                        .build());
        bytes = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
        // Inputs of one form share their ends: each end that is run costs a start of its own.
        for (ImageForm form : new LinkedHashSet<>(forms)) {
            ImageGraph image = new ImageGraph(tf, form);
            ends.put(form, new Ends(image.jpegOrPng(bytes), image.any(bytes)));
        }
        // The thread that calls does the work itself: no other one is woken for it.
        session = new Session(
                graph, PlainSession.config().setInterOpParallelismThreads(-1).build());
    }

    /**
     * Reads a file into (H, W, 3) in 0..255, from the start of the target on.
     *
     * @param form the number of the form
     */
    public void read(Path file, int form, float[] target) throws IOException {
        FileCheck.Checked content = check.read(file, forms.get(form));
        Ends ofForm = ends.get(forms.get(form));
        Operand<TFloat32> end = content.isJpegOrPng() ? ofForm.jpegOrPng() : ofForm.others();
        try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(content.bytes()));
                Result result = session.runner().feed(bytes, fed).fetch(end).run()) {
            TFloat32 image = (TFloat32) result.get(0);
            image.copyTo(DataBuffers.of(target).slice(0, image.size()));
        } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
            // Three families without a common one.
            throw new IOException("it cannot be decoded: " + firstLine(e.getMessage()), e);
        }
    }

    /** Without the graph's own names, which TensorFlow adds in further lines. */
    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        int node = line.indexOf(" [[{{node");
        return node < 0 ? line : line.substring(0, node);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
