package polyview.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of a cell that begins with {@code %}, or a cell that begins with {@code %%}.
 *
 * @param target what the result is assigned to, {@code List<String> jars =}, or empty
 * @param mark   {@code %} or {@code %%}
 * @param name   the name of the magic
 * @param words  what follows the name, cut at blanks; quotes keep blanks together
 * @param body   for a whole cell what follows the first line, else empty
 */
record MagicLine(String target, String mark, String name, List<String> words, String body) {
    private static final Pattern LINE = Pattern.compile(
            "(?m)^[ \\t]*(?<target>[\\w$][\\w$<>\\[\\],.? \\t]*=)?[ \\t]*(?<mark>%%?)(?<name>[A-Za-z]\\w*)(?<rest>[^\\n]*)$");
    private static final Pattern CELL = Pattern.compile(
            "\\s*(?<target>)(?<mark>%%)(?<name>[A-Za-z]\\w*)(?<rest>[^\\n]*)(?:\\n(?<body>.*))?", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    /** After a magic's name, what only Java has: the end of a statement, or an operator with a blank behind it. */
    private static final Pattern JAVA =
            Pattern.compile(".*;\\s*|\\s*|\\s*[-+*/%&|<>=?:.,)\\]}(\\[]+(\\s.*)?|[.(\\[)].*");

    /** A place in a cell. */
    record Found(int start, int end) {}

    /** The whole cell as a magic, or empty where it does not begin with {@code %%} and a name. */
    static Optional<MagicLine> ofCell(String source) {
        Matcher matcher = CELL.matcher(source);
        return matcher.matches()
                ? Optional.of(
                        of(matcher, Optional.ofNullable(matcher.group("body")).orElse("")))
                : Optional.empty();
    }

    /** The magic that a line is; the line is one of {@link #candidates}. */
    static MagicLine ofLine(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.find()) {
            throw new IllegalArgumentException("line must be a magic, got " + line);
        }
        return of(matcher, "");
    }

    private static MagicLine of(Matcher matcher, String body) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(matcher.group("rest"));
        while (word.find()) {
            words.add(Optional.ofNullable(word.group(1))
                    .or(() -> Optional.ofNullable(word.group(2)))
                    .orElseGet(() -> word.group(3)));
        }
        String target = Optional.ofNullable(matcher.group("target")).orElse("");
        return new MagicLine(target, matcher.group("mark"), matcher.group("name"), words, body);
    }

    /** The lines that are magics where the Java before them is over; a remainder ({@code a % b}) may look like one. */
    static List<Found> candidates(String source) {
        Matcher matcher = LINE.matcher(source);
        List<Found> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(new Found(matcher.start(), matcher.end()));
        }
        return found;
    }

    /** Whether the line can hardly be the rest of a Java expression, even behind one that has no end. */
    static boolean isNoJava(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.find()
                && (matcher.group("target") != null
                        || matcher.group("mark").equals("%%")
                        || (Magics.NAMES.contains(matcher.group("name"))
                                && !JAVA.matcher(matcher.group("rest")).matches()));
    }

    boolean isCell() {
        return mark.equals("%%");
    }

    /** The magic as a call, for JShell to assign its result. */
    String java() {
        return target + " org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.lineMagic("
                + quoted(name)
                + words.stream()
                        .map(MagicLine::quoted)
                        .collect(Collectors.joining(", ", ", java.util.List.of(", "));"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
