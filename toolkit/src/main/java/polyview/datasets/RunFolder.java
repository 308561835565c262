package polyview.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * One run of {@link OmniglotRuns} as it lies in the zip file.
 *
 * @param zip the file, for messages
 * @param name of the run
 * @param drawings of all runs, by entry
 * @param lines of its {@code class_labels.txt}
 */
record RunFolder(Path zip, String name, SortedMap<String, Drawing> drawings, List<String> lines) {

    OneShotRuns.Run run() {
        List<String> shown = in("training");
        List<String> asked = in("test");
        List<String> questions = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                String[] words = lines.get(i).strip().split("\\s+");
                if (words.length != 2 || !asked.contains(words[0]) || !shown.contains(words[1])) {
                    throw new IllegalArgumentException("line " + (i + 1) + " of entry " + labels() + " of " + zip
                            + " must name a drawing of " + name + "/test and one of " + name + "/training, got "
                            + lines.get(i));
                }
                questions.add(words[0]);
                answers.add(words[1]);
            }
        }
        return new OneShotRuns.Run(
                name,
                shown.stream().map(drawings::get).toList(),
                asked.stream().map(drawings::get).toList(),
                asked.stream()
                        .map(drawing -> shown.indexOf(answers.get(only(questions, drawing))))
                        .toList());
    }

    private int only(List<String> questions, String drawing) {
        long lines = questions.stream().filter(drawing::equals).count();
        if (lines != 1) {
            throw new IllegalArgumentException(
                    drawing + " of " + zip + " must be in one line of " + labels() + ", is in " + lines);
        }
        return questions.indexOf(drawing);
    }

    private List<String> in(String folder) {
        String start = name + "/" + folder + "/";
        return drawings.keySet().stream()
                .filter(entry -> entry.startsWith(start))
                .toList();
    }

    private String labels() {
        return name + "/class_labels.txt";
    }
}
