package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** TensorFlow's decoder of images alone, without any check before it. */
final class Decoder implements AutoCloseable {

    private final Graph graph = new Graph();
    private final Session session;

    Decoder() {
        Ops tf = Ops.create(graph);
        Placeholder<TString> file = tf.withName("file").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
        for (long channels : new long[] {1, 3}) {
            DecodeImage.Options[] options = {DecodeImage.channels(channels), DecodeImage.expandAnimations(false)};
            tf.withName("channels" + channels).image.decodeImage(file, TUint8.class, options);
        }
        session = new Session(graph);
    }

    /** The pixels one after the other, of 1 or 3 channels; the image must have three axes. */
    int[] decoded(int channels, byte[] file) {
        try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(file));
                Result result = session.runner()
                        .feed("file", fed)
                        .fetch("channels" + channels)
                        .run()) {
            TUint8 image = (TUint8) result.get(0);
            assertEquals(3, image.rank());
            assertEquals(channels, image.shape().get(2));
            return image.streamOfObjects().mapToInt(b -> b & 0xFF).toArray();
        }
    }

    /** Expects TensorFlow's refusal, with this in its message. */
    void refused(String part, int channels, byte[] file) {
        String message = assertThrows(TFInvalidArgumentException.class, () -> decoded(channels, file))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    static byte[] row(int... values) {
        byte[] bytes = new byte[values.length];
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = (byte) values[k];
        }
        return bytes;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
