package polyview.experiments;

import polyview.training.Callback;

/**
 * Through it a {@link Runner} reports its tasks; safe for use by several threads.
 *
 * <p>An error that a listener or the {@link RunStore} throws here is also thrown by {@link Experiment#run(Runner)} in the end;
 * no run begins after it.
 */
public interface RunReport {

    /**
     * Asks whether a run may begin, and locks it for this sweep.
     *
     * @return false where another sweep with the same {@link RunStore} does it or has done it, where this thread is interrupted,
     *     and where an error has ended the sweep: leave the task out
     */
    boolean begin(RunTask task);

    /**
     * Reports a training step to the listeners, whose errors make the run fail; a runner that does not know of steps need not call
     * it.
     */
    void step(RunTask task, Callback.Run training);

    /**
     * Reports how far a run is, wherever it is executed; a runner that executes runs in this process need not call it, since {@link
     * #step} does. A progress that comes after the end of its run is left out.
     */
    default void progress(RunTask task, RunProgress progress) {}

    /**
     * The run ended, well or with an error; the result is kept and the listeners are told.
     *
     * <p>Refused: {@code run 3/10 concat seed 2 has not begun}; {@code result of run 3/10 concat seed 2 is that of multiply
     * seed 2}.
     */
    void end(RunTask task, RunResult result);

    /** The run was stopped without a result, as by an interrupt; it may begin again. Refused: a run that has not begun. */
    void abandon(RunTask task);
}
