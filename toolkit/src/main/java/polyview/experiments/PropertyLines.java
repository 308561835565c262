package polyview.experiments;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Java's properties files with the entries in their order and without a date: the same entries, the same text. */
final class PropertyLines {

    private PropertyLines() {}

    /** A line for each entry, {@code key=value}, escaped as in every properties file. */
    static String write(Map<String, String> entries) {
        return entries.entrySet().stream().map(PropertyLines::line).collect(Collectors.joining());
    }

    private static String line(Map.Entry<String, String> entry) {
        Properties one = new Properties();
        one.setProperty(entry.getKey(), entry.getValue());
        StringWriter text = new StringWriter();
        try {
            one.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can be written", e);
        }
        // The first line is the date; line ends within an entry are escaped.
        List<String> lines = text.toString().lines().toList();
        return lines.get(lines.size() - 1) + "\n";
    }

    /** The entries in the order of the lines. */
    static Map<String, String> read(String text) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            Properties one = new Properties();
            one.load(new StringReader(line));
            one.stringPropertyNames().forEach(key -> entries.put(key, one.getProperty(key)));
        }
        return entries;
    }
}
