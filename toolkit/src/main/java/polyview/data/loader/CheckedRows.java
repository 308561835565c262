package polyview.data.loader;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.BitSet;
import polyview.data.images.FileCheck;

/**
 * Which rows have been seen to have honest headers: a decoder in C++ may be given them. A row is looked at until it passes, and
 * then never again, which holds as long as files do not change under a generator that reads them.
 */
final class CheckedRows {

    private final BitSet passed = new BitSet();

    /** Whether all files of a row are there and declare no more pixels than they may. */
    boolean mayBeDecoded(Pass pass, int row) {
        synchronized (passed) {
            if (passed.get(row)) {
                return true;
            }
        }
        FileCheck check = new FileCheck(pass.maxPixels());
        try {
            for (int input = 0; input < pass.forms().size(); input++) {
                check.read(pass.manifest().path(row, input), pass.forms().get(input));
            }
        } catch (IOException | InvalidPathException e) {
            // Its reason is asked for when its turn comes; see TfDataStream.
            return false;
        }
        synchronized (passed) {
            passed.set(row);
        }
        return true;
    }
}
