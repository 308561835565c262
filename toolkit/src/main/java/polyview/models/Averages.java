package polyview.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import polyview.data.FloatArray;
import polyview.optimizers.MovingAverage;

/** The moving averages of weights that an optimizer keeps, see {@link MovingAverage}. */
final class Averages {

    private Averages() {}

    /** By the paths of the weights; the refusals are those of {@link Engine#averages}. */
    static Map<String, FloatArray> read(RunningProgram running) {
        Map<String, Program.Variable> kept = new LinkedHashMap<>();
        WeightValues.slots(running.program()).forEach((path, variable) -> {
            if (path.endsWith("/" + MovingAverage.SLOT)) {
                kept.put(path.substring(0, path.lastIndexOf('/')), variable);
            }
        });
        if (kept.isEmpty()) {
            throw new IllegalStateException(
                    "the optimizer keeps no moving average of the weights: compile with one, as new Adam().useEma()");
        }
        if (running.step() == 0) {
            throw new IllegalStateException("the moving average of the weights begins with the first step of training");
        }
        List<FloatArray> values = running.read(List.copyOf(kept.values()));
        Map<String, FloatArray> averages = new LinkedHashMap<>();
        kept.keySet().forEach(path -> averages.put(path, values.get(averages.size())));
        return averages;
    }

    /** Puts them in the place of the weights, does something, and puts the weights back. */
    static <T> T in(RunningProgram running, Supplier<T> action) {
        Map<String, FloatArray> weights = running.changing(() -> {
            Map<String, FloatArray> averages = read(running);
            Map<String, FloatArray> before = WeightValues.read(running);
            WeightValues.write(running, averages);
            before.keySet().retainAll(averages.keySet());
            return before;
        });
        long step = running.step();
        try {
            T result = action.get();
            if (running.step() != step) {
                throw new IllegalStateException("withAverages is for evaluation, prediction and saving, and "
                        + (running.step() - step) + " training steps were done in it: the weights are put back");
            }
            return result;
        } finally {
            running.changing(() -> {
                WeightValues.write(running, weights);
                return weights;
            });
        }
    }
}
