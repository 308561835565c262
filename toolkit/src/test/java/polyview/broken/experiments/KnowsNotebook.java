package polyview.broken.experiments;

import polyview.broken.notebook.RichOutput;

/** Breaks rules on purpose: an experiment that knows notebooks. */
public final class KnowsNotebook {
    private KnowsNotebook() {}

    static int all() {
        return RichOutput.class.hashCode();
    }
}
