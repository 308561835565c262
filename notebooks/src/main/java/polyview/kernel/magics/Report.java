package polyview.kernel.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a magic tells in its cell when it is done. */
final class Report {
    private Report() {}

    /** The files that were added, and which version of an artifact stays where another one was asked for. */
    static String of(List<Path> added, List<Artifacts.Kept> kept) {
        List<String> lines = new ArrayList<>();
        if (added.isEmpty()) {
            lines.add("Nothing to add: the class path has all of it.");
        } else {
            lines.add("Added " + counted(added.size()) + ": "
                    + added.stream()
                            .map(file -> String.valueOf(file.getFileName()))
                            .collect(Collectors.joining(", ")));
        }
        kept.stream()
                .filter(k -> !k.asked().equals(k.stays()))
                .map(k -> (k.group().isEmpty() ? "" : k.group() + ":") + k.artifact() + " stays at " + k.stays()
                        + ", which the class path has; " + k.asked() + " is not added.")
                .distinct()
                .forEach(lines::add);
        return String.join("\n", lines);
    }

    private static String counted(int entries) {
        return entries == 1 ? "1 entry" : entries + " entries";
    }
}
