package polyview.broken.plots;

import org.dflib.jjava.jupyter.Extension;

/** Breaks rules on purpose: a plot that knows the kernel. */
public final class KnowsKernel {
    private KnowsKernel() {}

    static String all() {
        return Extension.class.getName();
    }
}
