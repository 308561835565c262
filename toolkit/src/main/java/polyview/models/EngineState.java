package polyview.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.FloatArray;

/**
 * Where a training is, for another engine of the same program that is to do the next step: {@code other.state(engine.state())} makes
 * the next step of both the same, to the bit.
 *
 * <pre>{@code
 * EngineState before = engine.state();
 * engine.trainOnBatch(batch);
 * engine.state(before);                  // as if the step had not been done
 * before.variables().keySet()            // [dense/kernel, dense/bias, dense/kernel/m, dense/bias/m, ...]
 * }</pre>
 *
 * <p>Epochs and what callbacks keep are not in it; {@link Engine#saveWeights} writes these too.
 *
 * @param seed what decides everything random
 * @param step the number of steps done
 * @param learningRate of the next step
 * @param variables by path, weights first, then what the optimizer keeps
 */
public record EngineState(long seed, long step, double learningRate, Map<String, FloatArray> variables) {

    /** A copy of the map is kept, in its order. */
    public EngineState {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** The same with other numbers in the variables. */
    public EngineState with(Map<String, FloatArray> others) {
        return new EngineState(seed, step, learningRate, others);
    }

    /** The same after another number of steps. */
    public EngineState at(long otherStep) {
        return new EngineState(seed, otherStep, learningRate, variables);
    }

    /** The same for what draws from another seed. */
    public EngineState seeded(long otherSeed) {
        return new EngineState(otherSeed, step, learningRate, variables);
    }

    static EngineState of(RunningProgram running, double learningRate) {
        return running.reading(() -> {
            List<Program.Variable> all = running.program().variables();
            List<FloatArray> values = running.read(all);
            Map<String, FloatArray> variables = new LinkedHashMap<>();
            for (int i = 0; i < all.size(); i++) {
                variables.put(all.get(i).path(), values.get(i));
            }
            return new EngineState(running.seed(), running.step(), learningRate, variables);
        });
    }

    void set(RunningProgram running) {
        running.changing(() -> {
            Map<String, Program.Variable> known = new LinkedHashMap<>();
            running.program().variables().forEach(v -> known.put(v.path(), v));
            running.assign(WeightValues.byVariable("variable", known, variables));
            running.seed(seed);
            running.step(step);
            return this;
        });
    }
}
