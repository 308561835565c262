package polyview.broken.data.images;

import polyview.broken.data.manifest.KnowsLoader;

/** Breaks rules on purpose: the reading of one image knows which images belong together. */
public final class KnowsManifest {
    private KnowsManifest() {}

    static String all() {
        return KnowsLoader.class.getName();
    }
}
