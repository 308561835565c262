package polyview.broken.data.video;

import polyview.broken.data.npy.KnowsImages;

/** Breaks rules on purpose: a folder that no rule knows. */
public final class IsNew {
    private IsNew() {}

    static String all() {
        return KnowsImages.class.getName();
    }
}
