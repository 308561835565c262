package polyview.data.images;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import polyview.base.Startup;
import polyview.data.FloatArray;
import polyview.data.Tensors;

/** A format that TensorFlow decodes: its ops decode the pixels, in the same graph that resizes them. */
abstract class TensorFlowFormat implements ImageFormat {

    static {
        Startup.begin();
    }

    private final String name;
    private final List<String> extensions;
    private final boolean jpegOrPng;
    private final byte[][] starts;

    /**
     * A format by its first bytes.
     *
     * @param jpegOrPng whether it is decoded by the op for JPEG and PNG, as in tf.data, or by the one for all formats
     * @param starts hexadecimal; a file begins with one of them
     */
    TensorFlowFormat(String name, List<String> extensions, boolean jpegOrPng, String... starts) {
        this.name = name;
        this.extensions = extensions;
        this.jpegOrPng = jpegOrPng;
        this.starts = Stream.of(starts).map(HexFormat.of()::parseHex).toArray(byte[][]::new);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<String> extensions() {
        return extensions;
    }

    @Override
    public final boolean recognizes(byte[] file) {
        return Stream.of(starts)
                .anyMatch(s -> s.length <= file.length && Arrays.equals(s, 0, s.length, file, 0, s.length));
    }

    final boolean isJpegOrPng() {
        return jpegOrPng;
    }

    /** Whether TensorFlow's decoder, which gives three channels of 8 bits, loses nothing that a form asks for. */
    static boolean suffices(ImageHeader header, ImageForm form) {
        Decoding decoding = form.decoding();
        return header.bits() <= Byte.SIZE
                && (form.channels() == 1 || form.channels() == 3)
                && !form.isMask()
                && !(header.bits() < Byte.SIZE && decoding.range() instanceof PixelRange.AsStored)
                && (!header.transparent() || decoding.transparency() instanceof Transparency.Drop);
    }

    /** The part of a file that is given to TensorFlow, where its decoder refuses extra bytes that others ignore. */
    byte[] toDecode(byte[] file) {
        return file;
    }

    /** Uses a separate graph for one file; {@link ImageDecoder} reads many, and resizes them in the same graph. */
    @Override
    public final FloatArray decode(byte[] file) throws IOException {
        try (Graph graph = new Graph();
                TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(toDecode(file)))) {
            Ops tf = Ops.create(graph);
            Placeholder<TString> bytes = tf.placeholder(TString.class);
            Operand<TUint8> image =
                    jpegOrPng ? ImageGraph.decodedJpegOrPng(tf, bytes) : ImageGraph.decodedAny(tf, bytes);
            Operand<TFloat32> floats = tf.dtypes.cast(image, TFloat32.class);
            try (Session session = new Session(graph, ReadingSessions.config().build());
                    Result result =
                            session.runner().feed(bytes, fed).fetch(floats).run()) {
                return Tensors.read((TFloat32) result.get(0));
            }
        } catch (RuntimeException e) {
            throw DecoderRefusal.of(e);
        }
    }
}
