package polyview.broken.data.manifest;

import polyview.broken.data.loader.KnowsSummary;

/** Breaks rules on purpose: a manifest that knows who reads its files. */
public final class KnowsLoader {
    private KnowsLoader() {}

    static String all() {
        return KnowsSummary.class.getName();
    }
}
