package polyview.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import polyview.experiments.RunResult;

/** A run as a job of one task. */
final class SentRun {

    private final RunOnExecutor work;
    private volatile long begun = System.nanoTime();

    SentRun(RunOnExecutor work) {
        this.work = work;
    }

    /** Executes it on some executor; empty where it was interrupted. */
    Optional<RunResult> execute(JavaSparkContext context) {
        begun = System.nanoTime();
        List<HashMap<String, String>> results =
                context.parallelize(List.of(1), 1).map(work).collect();
        HashMap<String, String> entries = results.get(0);
        return entries.isEmpty() ? Optional.empty() : Optional.of(RunResult.of(entries));
    }

    /** Since it was sent. */
    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }
}
