package polyview.broken.data;

import java.util.Random;
import polyview.broken.layers.KnowsModels;

/** Breaks rules on purpose: data that knows a layer, and takes a generator from outside. */
public final class KnowsLayers {
    private KnowsLayers() {}

    /** Takes what it must not. */
    public static long all(Random random) {
        return random.nextLong() + KnowsModels.class.hashCode();
    }
}
