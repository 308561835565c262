package polyview.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.IntStream;
import polyview.data.FloatArray;
import polyview.losses.Task;

/** Small data for metrics, and their values over it in parts. */
final class MetricData {

    private MetricData() {}

    static FloatArray row(double... values) {
        return array(values, values.length);
    }

    static FloatArray array(double[] values, long... shape) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return FloatArray.of(floats, shape);
    }

    static double value(Metric metric, Task task, FloatArray scores, FloatArray targets) {
        Metric.Tally tally = metric.tally(task);
        tally.add(scores, targets);
        return tally.value();
    }

    /** In batches of one size, the last of which may be smaller. */
    static double inBatches(Metric metric, Task task, FloatArray scores, FloatArray targets, int size) {
        Metric.Tally tally = metric.tally(task);
        for (int from = 0; from < scores.size(0); from += size) {
            add(tally, scores, targets, from, Math.min(from + size, scores.size(0)));
        }
        return tally.value();
    }

    /** In batches of random sizes; between two of them, the tally is replaced by a new one with its state. */
    static double inParts(Metric metric, Task task, FloatArray scores, FloatArray targets, Random random) {
        Metric.Tally tally = metric.tally(task);
        int from = 0;
        while (from < scores.size(0)) {
            int to = Math.min(scores.size(0), from + 1 + random.nextInt(1 + scores.size(0) / 2));
            add(tally, scores, targets, from, to);
            from = to;
            double[] state = tally.state().orElseThrow();
            Metric.Tally next = metric.tally(task);
            next.restore(state.clone());
            if (random.nextBoolean()) {
                tally = next;
            }
        }
        return tally.value();
    }

    private static void add(Metric.Tally tally, FloatArray scores, FloatArray targets, int from, int to) {
        int[] rows = IntStream.range(from, to).toArray();
        tally.add(scores.rows(rows), targets.rows(rows));
    }

    static void refused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
