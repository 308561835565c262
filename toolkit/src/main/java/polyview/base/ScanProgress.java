package polyview.base;

/**
 * Is told how far a long scan is, such as opening a manifest; see {@link Scan}.
 *
 * <p>In a notebook or a terminal, scans of more than a few seconds show a line by default. Another display is put in its place, here one
 * that counts quarters:
 *
 * <pre>{@code
 * Scan.show((scan, over) -> window.setText(scan.what() + ": " + 4 * scan.done() / scan.total() + "/4"));
 * }</pre>
 */
@FunctionalInterface
public interface ScanProgress {

    /** Tells nothing. */
    static ScanProgress none() {
        return (scan, over) -> {};
    }

    /**
     * A scan has gone on, told ten times a second at most, or is over.
     *
     * @param over true once at the end, also of a scan that was stopped
     */
    void at(Scan scan, boolean over);
}
