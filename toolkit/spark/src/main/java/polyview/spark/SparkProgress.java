package polyview.spark;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.util.CollectionAccumulator;
import polyview.experiments.RunReport;
import polyview.experiments.RunTask;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** Gives on how far the runs on executors are: it comes with their heartbeats, in an accumulator. */
final class SparkProgress extends SparkListener implements AutoCloseable {

    private final JavaSparkContext context;
    private final RunReport report;
    private final CollectionAccumulator<String> accumulator;
    private final Map<Integer, RunTask> underWay = new ConcurrentHashMap<>();

    SparkProgress(JavaSparkContext context, RunReport report) {
        this.context = context;
        this.report = report;
        this.accumulator = context.sc().collectionAccumulator("polyview progress");
        context.sc().addSparkListener(this);
    }

    CollectionAccumulator<String> accumulator() {
        return accumulator;
    }

    void expect(RunTask task) {
        underWay.put(task.label().number(), task);
    }

    void forget(RunTask task) {
        underWay.remove(task.label().number());
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        CollectionConverters.asJava(update.accumUpdates())
                .forEach(task -> CollectionConverters.asJava(task._4()).forEach(this::tell));
    }

    private void tell(AccumulableInfo info) {
        Optional<Object> value =
                info.id() == accumulator.id() ? OptionConverters.toJava(info.update()) : Optional.empty();
        if (value.isPresent() && value.get() instanceof Iterable<?> texts) {
            for (Object text : texts) {
                ProgressText.Told told = ProgressText.read((String) text);
                Optional.ofNullable(underWay.get(told.number()))
                        .ifPresent(task -> report.progress(task, told.progress()));
            }
        }
    }

    @Override
    public void close() {
        context.sc().removeSparkListener(this);
    }
}
