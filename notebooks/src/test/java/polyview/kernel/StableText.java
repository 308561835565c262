package polyview.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of a cell's outputs is the same on every machine: the kinds of outputs, words, columns and rows of tables, sizes of
 * pictures. Not: numbers, which hang on the processor's rounding and on the clock, what is concluded from them, and blanks
 * that align them.
 */
final class StableText {

    private static final Pattern TIME = Pattern.compile("(\\d+ min )?\\d+(\\.\\d+)? s\\b");
    private static final Pattern NUMBER = Pattern.compile("[-+−]?\\d[\\d,]*(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final Pattern VERDICT =
            Pattern.compile("(better than|worse than|no difference from) (.+?)( can be told)? \\(.*\\)");
    private static final Pattern EMBEDDED = Pattern.compile("data:image/png;base64,[A-Za-z0-9+/=]+");
    private static final Pattern KEY = Pattern.compile("\\b(slider|hover)-[0-9a-f]{16}\\b");
    /** What a scan of some seconds leaves, and a fast one does not: {@code statistics: 300 of 300 samples  4.1 s}. */
    private static final Pattern PROGRESS =
            Pattern.compile("(?m)^[^\\n]*: [\\d,]+ (of [\\d,]+ )?\\w+  (\\d+ min )?\\d+(\\.\\d+)? s\\n?");

    private static final Pattern BLANKS = Pattern.compile("[-=\\s]*\\s[-=\\s]*|-{3,}");

    private StableText() {}

    /** One line for each output: its kind, what it is made of, and its text. */
    static List<String> of(Page.Cell cell) {
        List<String> lines = new ArrayList<>();
        for (JsonObject output : cell.outputs()) {
            String type = Page.type(output);
            if (type.equals("stream")) {
                String text = withoutProgress(Page.text(output.get("text")));
                if (!text.isEmpty()) {
                    lines.add(output.get("name").getAsString() + ": " + masked(text));
                }
            } else if (output.has("data")) {
                lines.add(data(output.getAsJsonObject("data").asMap()));
            } else {
                lines.add(type);
            }
        }
        return lines;
    }

    static String withoutProgress(String text) {
        return PROGRESS.matcher(text).replaceAll("");
    }

    private static String data(Map<String, JsonElement> data) {
        // A picture is told by its text, which has its size.
        return data.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + (e.getKey().startsWith("image/") ? "" : ": " + masked(Page.text(e.getValue()))))
                .collect(Collectors.joining(" "));
    }

    /** Claims word by word; everything else with its numbers masked. */
    static String masked(String text) {
        // Pictures inside of HTML, and the digests by which its scripts find them, follow the pixels.
        String told = EMBEDDED.matcher(text).replaceAll("data:image/png");
        return KEY.matcher(told)
                .replaceAll("$1-#")
                .lines()
                .map(line -> line.startsWith("holds: ") ? line : maskedLine(line))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String maskedLine(String line) {
        String words = VERDICT.matcher(line).replaceAll("stands to $2");
        words = NUMBER.matcher(TIME.matcher(words).replaceAll("#")).replaceAll("#");
        return BLANKS.matcher(words).replaceAll(" ").strip();
    }
}
