package polyview.models;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import polyview.data.FloatArray;
import polyview.data.npy.ArchiveReader;
import polyview.data.npy.ArchiveWriter;

/**
 * The weights of a running program and how far its training is, in an .npz file.
 *
 * <p>An entry is named as its variable: {@code conv2d/kernel}, and {@code conv2d/kernel/m} for what the optimizer keeps. Three
 * numbers are named without a {@code /}, as no variable is: {@code step}, {@code epoch} and {@code learning_rate}.
 */
final class Checkpoint {

    private static final String STEP = "step";
    private static final String EPOCH = "epoch";
    private static final String RATE = "learning_rate";
    private static final List<String> PROGRESS = List.of(STEP, EPOCH, RATE);

    /**
     * How far a training is.
     *
     * @param step steps done
     * @param epoch passes over the data that were begun
     * @param learningRate of the next step; 0 where nothing is trained
     */
    record Progress(long step, int epoch, double learningRate) {}

    private Checkpoint() {}

    static void save(RunningProgram running, Progress progress, Path file) {
        List<Program.Variable> variables = running.program().variables();
        List<FloatArray> values = running.read(variables);
        ArchiveWriter.write(file, to -> {
            for (int i = 0; i < values.size(); i++) {
                to.array(variables.get(i).path(), values.get(i));
            }
            if (running.program().training().isPresent()) {
                to.whole(STEP, progress.step());
                to.whole(EPOCH, progress.epoch());
                to.number(RATE, progress.learningRate());
            }
        });
    }

    /** Sets the variables, and tells how far the training is then. */
    static Progress load(RunningProgram running, Path file) {
        try (ArchiveReader from = ArchiveReader.open(file)) {
            if (ProgramFile.holdsModel(from)) {
                throw new IllegalArgumentException(file
                        + " holds a whole model: read it with Engine.load; loadWeights reads what saveWeights wrote");
            }
            Set<String> names = new LinkedHashSet<>(from.arrayNames());
            boolean progress = names.containsAll(PROGRESS);
            PROGRESS.forEach(names::remove);
            Map<String, Program.Variable> weights = WeightValues.variables(running.program());
            Map<String, Program.Variable> slots = WeightValues.slots(running.program());
            requireMatching(file, weights.keySet(), names);
            names.removeAll(weights.keySet());
            boolean compiled = running.program().training().isPresent();
            boolean goesOn = compiled && progress && names.equals(slots.keySet());

            Map<Program.Variable, FloatArray> values = new LinkedHashMap<>();
            weights.values().forEach(v -> values.put(v, read(from, file, v)));
            slots.values().forEach(v -> values.put(v, goesOn ? read(from, file, v) : FloatArray.zeros(v.shape())));
            long step = goesOn ? whole(from, STEP, Long.MAX_VALUE) : 0;
            int epoch = goesOn ? (int) whole(from, EPOCH, Integer.MAX_VALUE) : 0;
            double rate = goesOn ? rate(from) : firstRate(running.program());
            // Everything was read and looked at: only now does anything change.
            running.assign(values);
            return new Progress(step, epoch, rate);
        }
    }

    /** Every weight of the model must be there; what else is there must be what an optimizer keeps for one of them. */
    private static void requireMatching(Path file, Set<String> weights, Set<String> names) {
        for (String path : weights) {
            if (!names.contains(path)) {
                throw new IllegalArgumentException(file + " has no weight named " + path + "; there are " + names);
            }
        }
        for (String name : names) {
            String owner = name.substring(0, Math.max(0, name.lastIndexOf('/')));
            if (!weights.contains(name) && !weights.contains(owner)) {
                throw new IllegalArgumentException(
                        "the model has no weight named " + name + ", as " + file + " has; there are " + weights);
            }
        }
    }

    private static FloatArray read(ArchiveReader from, Path file, Program.Variable variable) {
        FloatArray value = from.array(variable.path());
        if (!value.shape().equals(variable.shape())) {
            throw new IllegalArgumentException("weight " + variable.path() + " has shape " + variable.shape() + ", "
                    + file + " has it with shape " + value.shape());
        }
        return value;
    }

    private static long whole(ArchiveReader from, String name, long largest) {
        long number = from.whole(name);
        if (number < 0 || number > largest) {
            throw from.refused(name, "it must lie in [0, " + largest + "], got " + number);
        }
        return number;
    }

    private static double rate(ArchiveReader from) {
        double rate = from.number(RATE);
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw from.refused(RATE, "it must be positive, got " + rate);
        }
        return rate;
    }

    private static double firstRate(Program program) {
        return program.training().map(Program.Training::firstLearningRate).orElse(0.0);
    }
}
