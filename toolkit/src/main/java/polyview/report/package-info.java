/**
 * Reports: what an experiment showed, as one HTML page that opens without a network.
 *
 * <p>{@link polyview.report.Report} has tables, plots, verdicts, runs, failures and provenance in one file. It uses experiments, plots and the
 * tables of notebooks; nothing depends on it.
 *
 * <p>Limits: plots are pictures, dark on white, on dark pages too.
 */
package polyview.report;
