/**
 * Experiments: variants times seeds on the same data, their runs, and the tables that compare them.
 *
 * <p>{@link polyview.experiments.Experiment} describes the comparison, {@link polyview.experiments.Results} has its results. A run
 * needs a program, a seed, the data and the options, and none of the user's classes. This package does not depend on plots or
 * notebooks; progress is plain text; an {@link polyview.experiments.ExperimentListener} shows it in other ways.
 *
 * <p>The statistics are those of a paired design: Student's interval of each mean, and the paired t-test of each variant
 * against the baseline, over the seeds. They generalise to other seeds on the same data, not to other data; five seeds detect only
 * differences that are large compared with the spread.
 *
 * <p>Folds take the place of one division into training and test: they generalise to other training data of this size, which overlapping
 * training parts tell only with a correction, see {@link polyview.experiments.Resampling}.
 *
 * <p>Two parts can be replaced: a {@link polyview.experiments.Runner} executes the runs, by default one after another in this
 * process, and a {@link polyview.experiments.RunStore} keeps their results.
 *
 * <p>Limits: the local runner takes the runs in a fixed order, so a machine that becomes slower affects the last seeds. Times are
 * those of a shared machine and never part of what is compared. What a run needs in another process, and what cannot be sent, {@link
 * polyview.experiments.RunParcel} tells.
 */
package polyview.experiments;
