package polyview.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import polyview.base.Startup;
import polyview.data.Batch;
import polyview.data.FloatArray;

/** What a compiled program does with one batch; counts no steps. */
final class BatchRuns {

    static {
        Startup.begin();
    }

    private final RunningProgram running;
    private final Program.Training training;
    private final double learningRate;

    BatchRuns(RunningProgram running, Program.Training training, double learningRate) {
        this.running = running;
        this.training = training;
        this.learningRate = learningRate;
    }

    StepResult train(Batch batch) {
        Feeds.requireFinite(running.program().inputs(), batch);
        Session.Runner runner = running.runner().addTarget(training.trainStep());
        try {
            return result(fetched(runner, batch, training.trainLoss(), training.trainScores()));
        } catch (TFInvalidArgumentException e) {
            throw Finite.failed(e) ? notFinite(batch, e) : e;
        }
    }

    /** Which number it was, by another look at the same step: which check of a graph fails first differs from run to run. */
    private RuntimeException notFinite(Batch batch, RuntimeException e) {
        double loss = fetched(running.runner(), batch, training.trainLoss(), List.of())
                .get(0)
                .values()[0];
        if (!Double.isFinite(loss)) {
            return new NotFiniteException(NotFiniteException.Kind.LOSS, "loss", (float) loss);
        }
        Gradients all = unchecked(batch);
        return bad(all.gradients(), all.states()).<RuntimeException>map(x -> x).orElse(e);
    }

    private Optional<NotFiniteException> bad(Map<String, FloatArray> gradients, Map<String, FloatArray> states) {
        return Finite.firstBad(
                        NotFiniteException.Kind.GRADIENT,
                        "gradient of ",
                        training.gradients(),
                        byPort(training.gradients(), gradients))
                .or(() -> Finite.firstBad(
                        NotFiniteException.Kind.STATE,
                        "next value of ",
                        training.states(),
                        byPort(training.states(), states)));
    }

    private static List<FloatArray> byPort(List<Program.Port> ports, Map<String, FloatArray> arrays) {
        return ports.stream().map(port -> arrays.get(port.name())).toList();
    }

    StepResult test(Batch batch) {
        Feeds.requireFinite(running.program().inputs(), batch);
        StepResult result = result(fetched(running.runner(), batch, training.testLoss(), training.testScores()));
        Feeds.requireSamples(running.program().outputs(), result.scores(), batch.size());
        return result;
    }

    Gradients gradients(Batch batch) {
        Feeds.requireFinite(running.program().inputs(), batch);
        try {
            Gradients all = unchecked(batch);
            bad(all.gradients(), all.states()).ifPresent(e -> {
                throw e;
            });
            return all;
        } catch (TFInvalidArgumentException e) {
            throw Finite.failed(e) ? notFinite(batch, e) : e;
        }
    }

    private Gradients unchecked(Batch batch) {
        List<String> others = new ArrayList<>(training.trainScores());
        training.gradients().forEach(port -> others.add(port.tensor()));
        training.states().forEach(port -> others.add(port.tensor()));
        List<FloatArray> fetched = fetched(running.runner(), batch, training.trainLoss(), others);
        int gradients = 1 + training.trainScores().size();
        int states = gradients + training.gradients().size();
        return new Gradients(
                result(fetched.subList(0, gradients)),
                byName(training.gradients(), fetched.subList(gradients, states)),
                byName(training.states(), fetched.subList(states, fetched.size())));
    }

    void apply(Map<String, FloatArray> gradients, Map<String, FloatArray> states) {
        running.run(running.runner().addTarget(training.trainStep()), feeds -> {
            feeds.byName("gradients", training.gradients(), gradients);
            feeds.byName("states", training.states(), states);
            bad(gradients, states).ifPresent(e -> {
                throw e;
            });
            feeds.number(training.learningRate(), learningRate);
        });
    }

    /** Refuses weights, and what the optimizer keeps, that are not finite. */
    void requireFinite() {
        try {
            running.run(running.runner().addTarget(training.allFinite()), feeds -> {});
        } catch (TFInvalidArgumentException e) {
            List<Program.Variable> variables = running.program().variables();
            List<FloatArray> values = running.read(variables);
            for (int i = 0; i < variables.size(); i++) {
                Optional<Float> bad = Finite.firstBad(values.get(i));
                if (bad.isPresent()) {
                    throw new NotFiniteException(NotFiniteException.Kind.VARIABLE, told(variables.get(i)), bad.get());
                }
            }
            throw e;
        }
    }

    private static String told(Program.Variable variable) {
        return variable.role() == Program.Role.OPTIMIZER
                ? "what the optimizer keeps, " + variable.path() + ","
                : "weight " + variable.path();
    }

    private List<FloatArray> fetched(Session.Runner runner, Batch batch, String loss, List<String> others) {
        if (batch.size() == 0) {
            throw new IllegalArgumentException("the batch is empty");
        }
        Program program = running.program();
        runner.fetch(loss);
        others.forEach(runner::fetch);
        return running.run(runner, feeds -> {
            feeds.arrays("input", program.inputs(), batch.inputs());
            TargetShapes.require(
                    training, batch.targets().stream().map(FloatArray::shape).toList());
            feeds.arrays("target", training.targets(), batch.targets());
            for (int i = 0; i < batch.targets().size(); i++) {
                training.rangeOfTarget(i).check(batch.targets().get(i));
            }
            feeds.number(training.learningRate(), learningRate);
        });
    }

    private static StepResult result(List<FloatArray> lossAndScores) {
        return new StepResult(
                lossAndScores.get(0).values()[0], List.copyOf(lossAndScores.subList(1, lossAndScores.size())));
    }

    private static Map<String, FloatArray> byName(List<Program.Port> ports, List<FloatArray> arrays) {
        Map<String, FloatArray> named = new LinkedHashMap<>();
        for (int i = 0; i < ports.size(); i++) {
            named.put(ports.get(i).name(), arrays.get(i));
        }
        return named;
    }
}
