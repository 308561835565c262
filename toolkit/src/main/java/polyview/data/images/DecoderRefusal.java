package polyview.data.images;

import java.io.IOException;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import polyview.base.Startup;

/** What TensorFlow's decoders refuse, as the reason for which a file is bad. */
final class DecoderRefusal {

    static {
        Startup.begin();
    }

    private DecoderRefusal() {}

    /** The reason to throw; what is no refusal of a decoder is thrown as it is. */
    static IOException of(RuntimeException e) {
        // Three families without a common one.
        if (e instanceof TensorFlowException
                || e instanceof TFInvalidArgumentException
                || e instanceof TFUnimplementedException) {
            return new IOException("it cannot be decoded: " + firstLine(e.getMessage()), e);
        }
        throw e;
    }

    /** Without the graph's own names, which TensorFlow adds in further lines. */
    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        int node = line.indexOf(" [[{{node");
        return node < 0 ? line : line.substring(0, node);
    }
}
