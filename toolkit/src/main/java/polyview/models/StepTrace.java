package polyview.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunMetadata;
import polyview.data.Batch;
import polyview.rules.Fired;

/** What the ops of a step cost, by TensorFlow's own trace; see {@link Model#explain()}. */
final class StepTrace {

    private static final int WARM_UP = 3;
    private static final int TIMED = 5;
    private static final double NANOSECONDS = 1e6;

    private final List<RunMetadata> traces = new ArrayList<>();

    private StepTrace() {}

    /**
     * Runs an engine, which it trains if it can be trained.
     *
     * @param kind what the samples are, in a word
     */
    static Explanation of(Engine engine, Batch batch, String kind, List<Fired> fired) {
        boolean trains = engine.program().training().isPresent();
        Runnable step = trains ? () -> engine.trainOnBatch(batch) : () -> engine.predictOnBatch(batch.inputs());
        repeat(WARM_UP, step);
        long start = System.nanoTime();
        repeat(TIMED, step);
        double clock = (System.nanoTime() - start) / NANOSECONDS / TIMED;
        StepTrace trace = new StepTrace();
        engine.running().trace(trace.traces::add);
        repeat(TIMED, step);
        List<Explanation.Cost> costs = trace.costs();
        double all = costs.stream().mapToDouble(Explanation.Cost::milliseconds).sum();
        String ran = String.format(
                Locale.ROOT,
                "ran: %s of %d %s samples, mean of %d; %.1f ms each by the clock, %.1f ms of ops, which run side by side; oneDNN: %s",
                trains ? "training steps" : "predictions, as the model is not compiled,",
                batch.size(),
                kind,
                TIMED,
                clock,
                all,
                Devices.oneDnn() ? "on" : "off");
        return new Explanation(ran, fired, costs);
    }

    private static void repeat(int times, Runnable step) {
        for (int i = 0; i < times; i++) {
            step.run();
        }
    }

    private List<Explanation.Cost> costs() {
        Map<String, Double> nanoseconds = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (RunMetadata trace : traces) {
            Map<String, String> types = new HashMap<>();
            trace.getPartitionGraphsList()
                    .forEach(graph -> graph.getNodeList().forEach(node -> types.put(node.getName(), node.getOp())));
            for (DeviceStepStats device : trace.getStepStats().getDevStatsList()) {
                // The streams of a GPU tell of the same ops once more, in kernels.
                if (!device.getDevice().contains("/stream:")) {
                    for (NodeExecStats node : device.getNodeStatsList()) {
                        String type = types.getOrDefault(node.getNodeName(), "other");
                        nanoseconds.merge(
                                type, (double) node.getOpEndRelNanos() - node.getOpStartRelNanos(), Double::sum);
                        counts.merge(type, 1, Integer::sum);
                    }
                }
            }
        }
        return nanoseconds.entrySet().stream()
                .map(e -> new Explanation.Cost(
                        e.getKey(),
                        Math.round(counts.get(e.getKey()) / (float) traces.size()),
                        e.getValue() / NANOSECONDS / traces.size()))
                .sorted(Comparator.comparingDouble(Explanation.Cost::milliseconds)
                        .reversed()
                        .thenComparing(Explanation.Cost::op))
                .toList();
    }
}
