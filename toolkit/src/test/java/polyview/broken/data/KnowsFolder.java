package polyview.broken.data;

import polyview.broken.data.npy.KnowsImages;

/** Breaks rules on purpose: the root of data knows a folder of its own. */
public final class KnowsFolder {
    private KnowsFolder() {}

    static String all() {
        return KnowsImages.class.getName();
    }
}
