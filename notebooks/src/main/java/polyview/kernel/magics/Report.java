package polyview.kernel.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
            List<String> names = added.stream()
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
            lines.add("Added " + counted(names) + ": " + String.join(", ", names));
        }
        kept.stream()
                .filter(k -> !k.asked().equals(k.stays()))
                .collect(Collectors.groupingBy(
                        Report::stays,
                        LinkedHashMap::new,
                        Collectors.mapping(Artifacts.Kept::asked, Collectors.toCollection(LinkedHashSet::new))))
                .forEach((stays, asked) -> lines.add(stays + "; " + String.join(", ", asked)
                        + (asked.size() == 1 ? " is" : " are") + " not added."));
        return String.join("\n", lines);
    }

    private static String stays(Artifacts.Kept kept) {
        return (kept.group().isEmpty() ? "" : kept.group() + ":") + kept.artifact() + " stays at " + kept.stays()
                + ", which the class path has";
    }

    private static String counted(List<String> names) {
        boolean jars = names.stream().allMatch(name -> name.endsWith(".jar"));
        return names.size() == 1 ? (jars ? "1 jar" : "1 entry") : names.size() + (jars ? " jars" : " entries");
    }
}
