package polyview.broken.experiments;

import polyview.notebook.Shown;

/** Breaks rules on purpose: an experiment that knows notebooks. */
public final class KnowsNotebook {
    private KnowsNotebook() {}

    static int all() {
        return Shown.class.hashCode();
    }
}
