package polyview.broken.data.augment;

import polyview.broken.data.images.KnowsManifest;

/** Breaks rules on purpose: random changes that know files. */
public final class KnowsFiles {
    private KnowsFiles() {}

    static String all() {
        return KnowsManifest.class.getName();
    }
}
