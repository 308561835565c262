package polyview.spark;

import java.util.List;
import polyview.experiments.RunReport;
import polyview.experiments.RunTask;
import polyview.experiments.Runner;
import polyview.experiments.RunnerSession;

/**
 * Executes runs on a cluster; see {@link Spark#runner}.
 *
 * @param spark the cluster
 */
record SparkRunner(Spark spark) implements Runner {

    @Override
    public void run(List<RunTask> tasks, RunReport report) throws InterruptedException {
        try (RunnerSession session = session()) {
            session.run(tasks, report);
        }
    }

    @Override
    public RunnerSession session() {
        return new SparkRuns(spark);
    }
}
