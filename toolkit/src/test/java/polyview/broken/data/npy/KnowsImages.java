package polyview.broken.data.npy;

import polyview.broken.data.images.KnowsManifest;

/** Breaks rules on purpose: files of arrays that know images. */
public final class KnowsImages {
    private KnowsImages() {}

    static String all() {
        return KnowsManifest.class.getName();
    }
}
