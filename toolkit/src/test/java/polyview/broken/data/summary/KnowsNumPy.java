package polyview.broken.data.summary;

import polyview.broken.data.augment.KnowsFiles;

/** Breaks rules on purpose: tables to look at that know random changes. */
public final class KnowsNumPy {
    private KnowsNumPy() {}

    static String all() {
        return KnowsFiles.class.getName();
    }
}
