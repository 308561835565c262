package polyview.data.loader;

import java.util.BitSet;

/**
 * The rows whose headers have been checked, so that they may be given to a decoder in C++. A row is checked until it passes, and
 * then never again: files must not change while a generator reads them.
 */
final class CheckedRows {

    private final BitSet passed = new BitSet();

    /** Whether all files of a row that the graph reads are there, declare no more pixels than they may, and are of formats that TensorFlow decodes. */
    boolean mayBeDecoded(ImageSource.Images images, int row) {
        synchronized (passed) {
            if (passed.get(row)) {
                return true;
            }
        }
        // The reason is found when it is read; see TfDataStream.
        if (!images.isForTensorFlow(row)) {
            return false;
        }
        synchronized (passed) {
            passed.set(row);
        }
        return true;
    }
}
