package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/**
 * The ends of a program as lines of text: a first line with the version, then one line for each end, its parts separated by
 * tabs. No name of an end can hold a tab. A program that trains has version 3 and the lines of {@link TrainingText} too.
 *
 * <pre>
 * polyview program 1
 * seed        7        seed
 * step        step
 * initialise  initialise
 * input       left     input.left      -1,64,64,3
 * output      dense    output.0        -1,2
 * variable    dense/kernel   64,2   dense.kernel   fed.dense.kernel   set.dense.kernel   TRAINABLE
 * </pre>
 */
final class ProgramText {

    private static final String FIRST = "polyview program ";
    private static final String PREDICTS = "1";
    private static final String TRAINS = "3";

    /** A program and the seed that it ran with. */
    record Saved(Program program, long seed) {}

    private ProgramText() {}

    static String write(Program program, long seed) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(FIRST + (program.training().isPresent() ? TRAINS : PREDICTS)));
        lines.add(List.of("seed", Long.toString(seed), program.seed()));
        lines.add(List.of("step", program.step()));
        lines.add(List.of("initialise", program.initialise()));
        if (program.precision() != Precision.FLOAT32) {
            lines.add(List.of("precision", program.precision().name()));
        }
        program.inputs().forEach(p -> lines.add(List.of("input", p.name(), p.tensor(), text(p.shape()))));
        program.outputs().forEach(p -> lines.add(List.of("output", p.name(), p.tensor(), text(p.shape()))));
        for (Program.Variable v : program.variables()) {
            lines.add(List.of(
                    "variable",
                    v.path(),
                    text(v.shape()),
                    v.tensor(),
                    v.fed(),
                    v.assign(),
                    v.role().name()));
        }
        program.training().ifPresent(training -> lines.addAll(TrainingText.write(training)));
        return lines.stream().map(line -> String.join("\t", line) + "\n").collect(Collectors.joining());
    }

    /** Reads the lines; a refusal is an IllegalArgumentException that names the line. */
    static Saved read(String text, byte[] graphDef) {
        List<String> lines = text.lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        if (!first.equals(FIRST + PREDICTS) && !first.equals(FIRST + TRAINS)) {
            throw new IllegalArgumentException("its first line must be \"" + FIRST + PREDICTS + "\" or \"" + FIRST
                    + TRAINS + "\", got \"" + first + "\"");
        }
        ProgramLines rest = new ProgramLines(lines.subList(1, lines.size()));
        List<String> seed = rest.one("seed", 2);
        Program program = new Program(
                graphDef,
                rest.all("input", 3, ProgramText::port),
                rest.all("output", 3, ProgramText::port),
                rest.all("variable", 6, ProgramText::variable),
                rest.one("initialise", 1).get(0),
                seed.get(1),
                rest.one("step", 1).get(0),
                precision(rest),
                first.endsWith(TRAINS) ? Optional.of(TrainingText.read(rest)) : Optional.empty());
        rest.requireNoOthers();
        return new Saved(program, number(seed.get(0)));
    }

    private static Precision precision(ProgramLines lines) {
        List<Precision> given = lines.all("precision", 1, parts -> Precision.valueOf(parts.get(0)));
        if (given.size() > 1) {
            throw new IllegalArgumentException("it must have one line of precision, got " + given.size());
        }
        return given.isEmpty() ? Precision.FLOAT32 : given.get(0);
    }

    private static long number(String seed) {
        try {
            return Long.parseLong(seed);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its seed must be a whole number, got \"" + seed + "\"", e);
        }
    }

    static Program.Port port(List<String> parts) {
        return new Program.Port(parts.get(0), parts.get(1), shape(parts.get(2)));
    }

    private static Program.Variable variable(List<String> parts) {
        return new Program.Variable(
                parts.get(0),
                shape(parts.get(1)),
                parts.get(2),
                parts.get(3),
                parts.get(4),
                Program.Role.valueOf(parts.get(5)));
    }

    static String text(Shape shape) {
        return LongStream.of(shape.asArray()).mapToObj(Long::toString).collect(Collectors.joining(","));
    }

    private static Shape shape(String text) {
        return Shape.of(Stream.of(text.split(","))
                .filter(size -> !size.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray());
    }
}
