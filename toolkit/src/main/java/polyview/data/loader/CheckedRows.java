package polyview.data.loader;

import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Which rows have been seen to have honest headers: a decoder in C++ may be given them. A row is looked at until it passes, and
 * then never again, which holds as long as files do not change under a generator that reads them.
 */
final class CheckedRows {

    private final BitSet passed = new BitSet();

    /** Whether all files of a row are there, declare no more pixels than they may, and are of formats that TensorFlow decodes. */
    boolean mayBeDecoded(ImageSource.Images images, int inputs, int row) {
        synchronized (passed) {
            if (passed.get(row)) {
                return true;
            }
        }
        // Why it is bad is asked for when its turn comes; see TfDataStream.
        if (!IntStream.range(0, inputs).allMatch(input -> images.isForTensorFlow(row, input))) {
            return false;
        }
        synchronized (passed) {
            passed.set(row);
        }
        return true;
    }
}
