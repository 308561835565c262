package polyview.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/**
 * The ends of a program that predicts, as lines of text: a first line with the version, then one line for each end, its parts
 * separated by tabs. No name of an end can hold a tab.
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
    private static final String VERSION = "1";

    /** A program and the seed that it ran with. */
    record Saved(Program program, long seed) {}

    private ProgramText() {}

    static String write(Program program, long seed) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(FIRST + VERSION));
        lines.add(List.of("seed", Long.toString(seed), program.seed()));
        lines.add(List.of("step", program.step()));
        lines.add(List.of("initialise", program.initialise()));
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
        return lines.stream().map(line -> String.join("\t", line) + "\n").collect(Collectors.joining());
    }

    /** Reads the lines; a refusal is an IllegalArgumentException that names the line. */
    static Saved read(String text, byte[] graphDef) {
        List<String> lines = text.lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        if (!first.equals(FIRST + VERSION)) {
            throw new IllegalArgumentException(
                    "its first line must be \"" + FIRST + VERSION + "\", got \"" + first + "\"");
        }
        Lines rest = new Lines(lines.subList(1, lines.size()));
        List<String> seed = rest.one("seed", 2);
        Program program = new Program(
                graphDef,
                rest.all("input", 3, ProgramText::port),
                rest.all("output", 3, ProgramText::port),
                rest.all("variable", 6, ProgramText::variable),
                rest.one("initialise", 1).get(0),
                seed.get(1),
                rest.one("step", 1).get(0),
                Optional.empty());
        rest.requireNoOthers();
        return new Saved(program, number(seed.get(0)));
    }

    private static long number(String seed) {
        try {
            return Long.parseLong(seed);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its seed must be a whole number, got \"" + seed + "\"", e);
        }
    }

    private static Program.Port port(List<String> parts) {
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

    private static String text(Shape shape) {
        return LongStream.of(shape.asArray()).mapToObj(Long::toString).collect(Collectors.joining(","));
    }

    private static Shape shape(String text) {
        return Shape.of(Stream.of(text.split(","))
                .filter(size -> !size.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray());
    }

    /** Lines that are taken by their first part. */
    private static final class Lines {

        private final List<List<String>> left = new ArrayList<>();

        Lines(List<String> lines) {
            lines.forEach(line -> left.add(Arrays.asList(line.split("\t", -1))));
        }

        List<String> one(String kind, int parts) {
            List<List<String>> found = all(kind, parts, Function.identity());
            if (found.size() != 1) {
                throw new IllegalArgumentException("it must have one line of " + kind + ", got " + found.size());
            }
            return found.get(0);
        }

        <T> List<T> all(String kind, int parts, Function<List<String>, T> made) {
            List<T> all = new ArrayList<>();
            for (List<String> line : left) {
                if (line.get(0).equals(kind)) {
                    all.add(made(line, parts, made));
                }
            }
            left.removeIf(line -> line.get(0).equals(kind));
            return List.copyOf(all);
        }

        private static <T> T made(List<String> line, int parts, Function<List<String>, T> made) {
            String shown = String.join(" ", line);
            if (line.size() != parts + 1) {
                throw new IllegalArgumentException("a line of " + line.get(0) + " must have " + parts
                        + " parts behind that word, got \"" + shown + "\"");
            }
            try {
                return made.apply(line.subList(1, line.size()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("it has a line that cannot be read: \"" + shown + "\"", e);
            }
        }

        void requireNoOthers() {
            if (!left.isEmpty()) {
                throw new IllegalArgumentException(
                        "it has a line of an unknown kind: \"" + String.join(" ", left.get(0)) + "\"");
            }
        }
    }
}
