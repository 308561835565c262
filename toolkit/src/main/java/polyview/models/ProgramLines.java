package polyview.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The lines of a program as text, taken by their first part; see {@link ProgramText}. */
final class ProgramLines {

    private final List<List<String>> left = new ArrayList<>();

    ProgramLines(List<String> lines) {
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
