package polyview.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import polyview.base.Checks;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.data.npy.ArchiveReader;
import polyview.data.npy.ArchiveWriter;

/**
 * The weights of a running program and how far its training is, in an .npz file.
 *
 * <p>An entry is named as its variable: {@code conv2d/kernel}, and {@code conv2d/kernel/m} for what the optimizer keeps. Six
 * numbers are named without a {@code /}, as no variable is: {@code format}, {@code step}, {@code epoch}, {@code learning_rate}, {@code
 * seed} and {@code steps_in_epoch}, 0 at the end of an epoch. What callbacks keep begins with {@code @}, see {@link KeptEntries}, the
 * part of an epoch with {@code #}, see {@link EpochPartEntries}.
 */
final class Checkpoint {

    private static final String STEP = "step";
    private static final String EPOCH = "epoch";
    private static final String RATE = "learning_rate";
    private static final String SEED = "seed";
    private static final String STEPS_IN_EPOCH = "steps_in_epoch";
    static final String FORMAT = "format";
    private static final long THIS_FORMAT = 2;
    private static final List<String> PROGRESS = List.of(STEP, EPOCH, RATE, SEED, STEPS_IN_EPOCH);

    /**
     * How far a training is.
     *
     * @param step steps done
     * @param epoch passes over the data that were begun
     * @param stepsInEpoch steps of a pass that is not over; 0 at the end of one
     * @param part what was done in these steps; empty where no trainer tells
     * @param learningRate of the next step; 0 where nothing is trained
     * @param seed what decides everything random
     * @param kept what callbacks keep
     */
    record Progress(
            long step,
            int epoch,
            long stepsInEpoch,
            Optional<EpochPart> part,
            double learningRate,
            long seed,
            Map<String, Kept> kept) {

        /** Before the first step. */
        static Progress none(Program program, long seed) {
            double rate =
                    program.training().map(Program.Training::firstLearningRate).orElse(0.0);
            return new Progress(0, 0, 0, Optional.empty(), rate, seed, Map.of());
        }
    }

    /**
     * What was read.
     *
     * @param progress how far the training is now
     * @param why why it does not go on; empty where it does
     */
    record Loaded(Progress progress, Optional<String> why) {}

    private Checkpoint() {}

    static void save(RunningProgram running, Progress progress, Path file) {
        List<FloatArray> values = running.read(running.program().variables());
        ArchiveWriter.write(file, to -> write(to, running.program(), values, progress));
    }

    /** Writes the values of all variables of a program, and its progress where it trains. */
    static void write(ArchiveWriter to, Program program, List<FloatArray> values, Progress progress)
            throws IOException {
        for (int i = 0; i < values.size(); i++) {
            to.array(program.variables().get(i).path(), values.get(i));
        }
        if (program.training().isPresent()) {
            to.whole(FORMAT, THIS_FORMAT);
            to.whole(STEP, progress.step());
            to.whole(EPOCH, progress.epoch());
            to.number(RATE, progress.learningRate());
            to.whole(SEED, progress.seed());
            to.whole(STEPS_IN_EPOCH, progress.stepsInEpoch());
            if (progress.part().isPresent()) {
                EpochPartEntries.write(to, progress.part().get());
            }
            KeptEntries.write(to, progress.kept());
        }
    }

    /**
     * Sets the variables, and tells how far the training is then.
     *
     * @param seedIsDrawn whether nobody gave the seed, so that the file's may take its place
     * @param toGoOn whether weights alone are refused
     */
    static Loaded load(RunningProgram running, boolean seedIsDrawn, boolean toGoOn, Path file) {
        try (ArchiveReader from = ArchiveReader.open(file)) {
            if (ProgramFile.holdsModel(from)) {
                throw new IllegalArgumentException(file
                        + " holds a whole model: read it with Engine.load; loadWeights reads what saveWeights wrote");
            }
            return load(running, seedIsDrawn, toGoOn, file, from, from.arrayNames());
        }
    }

    /** The same from a file that is open, of these arrays. */
    static Loaded load(
            RunningProgram running,
            boolean seedIsDrawn,
            boolean toGoOn,
            Path file,
            ArchiveReader from,
            List<String> arrays) {
        Set<String> names = new LinkedHashSet<>(arrays);
        List<String> kept = names.stream().filter(KeptEntries::holds).toList();
        names.removeAll(kept);
        List<String> part = names.stream().filter(EpochPartEntries::holds).toList();
        names.removeAll(part);
        boolean progress = names.containsAll(PROGRESS);
        PROGRESS.forEach(names::remove);
        if (progress) {
            requireThisFormat(from, file, names.remove(FORMAT));
        }
        Map<String, Program.Variable> weights = WeightValues.variables(running.program());
        Map<String, Program.Variable> slots = WeightValues.slots(running.program());
        requireMatching(file, weights.keySet(), names);
        names.removeAll(weights.keySet());
        Optional<String> why = whyNot(running.program(), progress, names, slots.keySet());
        if (toGoOn && why.isPresent()) {
            throw new IllegalArgumentException(file + " cannot be gone on with: " + why.get());
        }

        Map<Program.Variable, FloatArray> values = new LinkedHashMap<>();
        weights.values().forEach(v -> values.put(v, read(from, file, v)));
        slots.values().forEach(v -> values.put(v, why.isEmpty() ? read(from, file, v) : FloatArray.zeros(v.shape())));
        Progress reached = why.isPresent()
                ? Progress.none(running.program(), running.seed())
                : progress(from, EpochPartEntries.read(from, part), KeptEntries.read(from, kept));
        if (why.isEmpty()) {
            requireResumable(file, reached, running.seed(), seedIsDrawn);
        }
        // Everything was read and looked at: only now does anything change.
        running.assign(values);
        return new Loaded(reached, why);
    }

    private static Optional<String> whyNot(Program program, boolean progress, Set<String> names, Set<String> slots) {
        if (program.training().isEmpty()) {
            return Optional.of("the model is not compiled");
        }
        if (!progress) {
            return Optional.of("the file has no state of a training");
        }
        return names.equals(slots)
                ? Optional.empty()
                : Optional.of("the optimizer keeps " + slots + ", the file has " + names);
    }

    /** A state of a training is written with a seal, which shows any damage. */
    private static void requireThisFormat(ArchiveReader from, Path file, boolean known) {
        long format = known ? from.whole(FORMAT) : 1;
        if (format != THIS_FORMAT) {
            throw ProgramFile.refused(
                    file,
                    new IOException("another version of Polyview wrote it, in format " + format
                            + ", and this one reads " + THIS_FORMAT));
        }
        if (!from.isSealed()) {
            throw ProgramFile.refused(file, new IOException("it is damaged: its SHA-256 is missing"));
        }
    }

    private static Progress progress(ArchiveReader from, Optional<EpochPart> part, Map<String, Kept> kept) {
        return new Progress(
                whole(from, STEP, Long.MAX_VALUE),
                (int) whole(from, EPOCH, Integer.MAX_VALUE),
                whole(from, STEPS_IN_EPOCH, Long.MAX_VALUE),
                part,
                rate(from),
                from.whole(SEED),
                kept);
    }

    /** A training cannot go on as if it had never stopped inside an epoch of which nothing is told, or with another seed. */
    private static void requireResumable(Path file, Progress reached, long seed, boolean seedIsDrawn) {
        String alone = "; to take the weights alone, load them before compile";
        if (reached.stepsInEpoch() > 0 && reached.part().isEmpty()) {
            throw new IllegalArgumentException(file + " was saved in epoch " + reached.epoch() + ", after "
                    + Shapes.count(reached.stepsInEpoch(), "step")
                    + " of it, and a training goes on only from the end of"
                    + " an epoch: save it there, as in onEpochEnd of a callback" + alone);
        }
        if (reached.seed() != seed && !seedIsDrawn) {
            throw new IllegalArgumentException(file + " was saved in a training of seed " + reached.seed()
                    + ", this model has seed " + seed + ": give it seed(" + reached.seed() + ") to go on" + alone);
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
        try {
            return Checks.requirePositive("it", from.number(RATE));
        } catch (IllegalArgumentException e) {
            throw from.refused(RATE, e.getMessage());
        }
    }
}
