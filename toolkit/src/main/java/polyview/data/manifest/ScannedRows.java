package polyview.data.manifest;

import java.util.List;
import polyview.base.Scan;

/** Passes rows on and counts them, so that a long file shows its progress and can be stopped. */
record ScannedRows(Cells.Rows rows, Scan scan) implements Cells.Rows {

    @Override
    public void header(List<String> names) {
        rows.header(names);
    }

    @Override
    public void row(int line, String[] cells) {
        scan.step();
        rows.row(line, cells);
    }
}
