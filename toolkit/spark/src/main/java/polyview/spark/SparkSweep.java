package polyview.spark;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import polyview.experiments.RunParcel;
import polyview.experiments.RunReport;
import polyview.experiments.RunResult;
import polyview.experiments.RunTask;

/**
 * The runs of one sweep on a cluster: each is a job of one task, so that one that is lost costs itself alone; as many are under way
 * as there are cores for, and the next one begins when a core is free.
 */
final class SparkSweep {

    private static final long LOOK_MS = 500;

    private final SparkConnection connection;
    private final RunReport report;
    private final RunPacking packing;
    private final SentData data;
    private final SparkProgress progress;
    private final String group = "polyview-" + UUID.randomUUID();
    private volatile boolean cancelled;
    private int underWay;
    private RuntimeException error;

    SparkSweep(SparkConnection connection, RunPacking packing, SentData data, RunReport report) {
        this.connection = connection;
        this.packing = packing;
        this.data = data;
        this.report = report;
        this.progress = new SparkProgress(connection.context(), report);
    }

    void run(List<RunTask> tasks) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "polyview-spark-run");
            thread.setDaemon(true);
            return thread;
        });
        boolean ended = false;
        try {
            for (RunTask task : tasks) {
                if (!awaitSlot()) {
                    break;
                }
                begin(task, threads);
            }
            awaitEnd();
            ended = true;
        } finally {
            if (!ended) {
                cancelled = true;
                connection.context().sc().cancelJobGroupAndFutureJobs(group);
            }
            threads.shutdown();
            boolean interrupted = awaitThreads(threads);
            progress.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        throwError();
    }

    /** Waits for a free core; false where an error has ended the sweep. Cores may come and go. */
    private synchronized boolean awaitSlot() throws InterruptedException {
        while (error == null && underWay >= connection.slots()) {
            wait(LOOK_MS);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return error == null;
    }

    private synchronized void awaitEnd() throws InterruptedException {
        while (underWay > 0) {
            wait(LOOK_MS);
        }
    }

    private void begin(RunTask task, ExecutorService threads) {
        // Refuses what cannot travel before the run is begun.
        SentRun run = sent(task);
        if (!report.begin(task)) {
            return;
        }
        synchronized (this) {
            underWay++;
        }
        progress.expect(task);
        threads.execute(() -> execute(task, run));
    }

    private SentRun sent(RunTask task) {
        RunParcel parcel = packing.of(task);
        return new SentRun(
                new RunOnExecutor(task.label().number(), Bytes.of(parcel), data.of(parcel), progress.accumulator()));
    }

    private void execute(RunTask task, SentRun run) {
        RunResult result = null;
        try {
            JavaSparkContext context = connection.context();
            context.setJobGroup(group, task.toString(), true);
            result = run.execute(context).orElse(null);
        } catch (Exception e) { // Scala declares no checked exceptions, and throws them.
            result = failed(task, run, e);
        } finally {
            ended(task, result);
        }
    }

    /** A run whose executor was lost again and again has failed; a context that has ended is the end of the sweep. */
    private RunResult failed(RunTask task, SentRun run, Exception e) {
        if (cancelled) {
            return null;
        }
        if (connection.context().sc().isStopped() || SparkEnv.get() == null) {
            setError(new IllegalStateException(
                    "Spark's context has ended while " + task + " was under way: " + FirstLine.of(e), e));
            return null;
        }
        return RunResult.failed(
                task.label().key(), FirstLine.of(e), task.program().parameters(), run.seconds());
    }

    private void ended(RunTask task, RunResult result) {
        progress.forget(task);
        try {
            if (result == null) {
                report.abandon(task);
            } else {
                report.end(task, result);
            }
        } catch (RuntimeException e) {
            setError(e);
        } finally {
            synchronized (this) {
                underWay--;
                notifyAll();
            }
        }
    }

    private synchronized void setError(RuntimeException e) {
        if (error == null) {
            error = e;
        }
    }

    private synchronized void throwError() {
        if (error != null) {
            throw error;
        }
    }

    /** Whether it was interrupted meanwhile: jobs that are cancelled end soon. */
    private static boolean awaitThreads(ExecutorService threads) {
        boolean interrupted = false;
        while (true) {
            try {
                if (threads.awaitTermination(1, TimeUnit.HOURS)) {
                    return interrupted;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
