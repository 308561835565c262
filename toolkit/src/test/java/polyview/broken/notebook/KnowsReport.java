package polyview.broken.notebook;

import polyview.broken.report.KnowsDatasets;

/** Breaks a rule on purpose: a notebook that knows reports. */
public final class KnowsReport {
    private KnowsReport() {}

    static int all() {
        return KnowsDatasets.class.hashCode();
    }
}
