package polyview.spark;

import java.util.List;
import java.util.Optional;
import polyview.experiments.RunReport;
import polyview.experiments.RunTask;
import polyview.experiments.RunnerSession;

/**
 * Sweeps one after the other on one connection, which is opened with the first runs that there are to do; data that they share is sent once. A
 * connection that has ended meanwhile, such as that of a context of the user's, is opened anew.
 */
final class SparkRuns implements RunnerSession {

    private record Open(SparkConnection connection, SentData data) {

        static Open on(SparkConnection connection) {
            return new Open(connection, new SentData(connection.context()));
        }

        void close() {
            try {
                if (!connection.startedHere()) {
                    // A context that ends now frees them itself, and would answer the requests with errors on the
                    // console.
                    data.close();
                }
            } finally {
                connection.close();
            }
        }
    }

    private final Spark spark;
    private final RunPacking packing = new RunPacking();
    private Optional<Open> open = Optional.empty();
    private boolean closed;

    SparkRuns(Spark spark) {
        this.spark = spark;
    }

    @Override
    public void run(List<RunTask> tasks, RunReport report) throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("this session on " + spark + " is closed: take another one by session()");
        }
        if (tasks.isEmpty()) {
            return;
        }
        packing.ahead(tasks);
        if (open.isPresent() && open.get().connection().isClosed()) {
            open = Optional.empty();
        }
        if (open.isEmpty()) {
            open = Optional.of(Open.on(spark.open()));
        }
        new SparkSweep(open.get().connection(), packing, open.get().data(), report).run(tasks);
    }

    @Override
    public void close() {
        closed = true;
        Optional<Open> last = open;
        open = Optional.empty();
        last.ifPresent(Open::close);
    }
}
