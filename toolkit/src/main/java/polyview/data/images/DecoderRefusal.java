package polyview.data.images;

import java.io.IOException;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import polyview.base.Startup;

/** Turns errors of TensorFlow's decoders into the reason why a file is bad. */
final class DecoderRefusal {

    static {
        Startup.begin();
    }

    private DecoderRefusal() {}

    /** The reason to throw; an error that is not about the file is thrown as it is. */
    static IOException of(RuntimeException e) {
        // These three kinds have no common type.
        if (e instanceof TensorFlowException
                || e instanceof TFInvalidArgumentException
                || e instanceof TFUnimplementedException) {
            return new IOException("it cannot be decoded: " + firstLine(e.getMessage()), e);
        }
        throw e;
    }

    /** Without the names of ops, which TensorFlow adds in further lines. */
    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        int node = line.indexOf(" [[{{node");
        return node < 0 ? line : line.substring(0, node);
    }
}
