package polyview.models;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polyview.losses.ScoreForm;
import polyview.losses.TargetRange;
import polyview.losses.Task;
import polyview.metrics.MetricSpec;

/**
 * What compile added to a program, as lines of text in the form of {@link ProgramText}. Parts that may hold any text are
 * encoded as in the address of a page: a space is a plus sign, a tab is {@code %09}.
 *
 * <pre>
 * training    learning_rate  0.001  adam+Adam%5B...%5D  train_loss  train_step  test_loss  all_finite
 * head        dense   softmaxCrossEntropy   CLASSES   1.0   LOGITS   PROBABILITIES   label+must+be+one+of+the+classes+0+to+1   0.0   1.0   true
 * ignored     dense   255.0
 * sumsToOne   dense
 * metric      dense   accuracy   true
 * target      dense   target.0   -1
 * trainScore  train_score.0
 * testScore   test_score.0
 * gradient    dense/kernel   gradient.dense.kernel   64,2
 * state       batch_normalization/mean   state.batch_normalization.mean   64
 * </pre>
 */
final class TrainingText {

    private TrainingText() {}

    static List<List<String>> write(Program.Training t) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "training",
                t.learningRate(),
                Double.toString(t.firstLearningRate()),
                escaped(t.optimizer()),
                t.trainLoss(),
                t.trainStep(),
                t.testLoss(),
                t.allFinite()));
        for (Program.HeadSpec head : t.heads()) {
            TargetRange range = head.targets();
            lines.add(List.of(
                    "head",
                    escaped(head.output()),
                    escaped(head.loss()),
                    head.task().name(),
                    Double.toString(head.weight()),
                    head.scores().name(),
                    head.predicted().name(),
                    escaped(range.rule()),
                    Double.toString(range.lowest()),
                    Double.toString(range.highest()),
                    Boolean.toString(range.whole())));
            range.ignored()
                    .ifPresent(
                            target -> lines.add(List.of("ignored", escaped(head.output()), Double.toString(target))));
            if (range.sumsToOne()) {
                lines.add(List.of("sumsToOne", escaped(head.output())));
            }
            for (MetricSpec metric : head.metrics()) {
                lines.add(List.of(
                        "metric",
                        escaped(head.output()),
                        escaped(metric.name()),
                        Boolean.toString(metric.higherIsBetter()),
                        settings(metric.settings())));
            }
        }
        ports(lines, "target", t.targets());
        t.trainScores().forEach(tensor -> lines.add(List.of("trainScore", tensor)));
        t.testScores().forEach(tensor -> lines.add(List.of("testScore", tensor)));
        ports(lines, "gradient", t.gradients());
        ports(lines, "state", t.states());
        return lines;
    }

    static Program.Training read(ProgramLines lines) {
        List<String> training = lines.one("training", 7);
        List<List<String>> metrics = lines.all("metric", 4, parts -> parts);
        Map<String, Double> ignored =
                lines.all("ignored", 2, parts -> Map.entry(parts.get(0), Double.valueOf(parts.get(1)))).stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<String> distributions = lines.all("sumsToOne", 1, parts -> parts.get(0));
        return new Program.Training(
                training.get(0),
                Double.parseDouble(training.get(1)),
                plain(training.get(2)),
                lines.all("head", 10, parts -> head(parts, metrics, ignored, distributions)),
                lines.all("target", 3, ProgramText::port),
                training.get(3),
                lines.all("trainScore", 1, parts -> parts.get(0)),
                training.get(4),
                training.get(6),
                training.get(5),
                lines.all("testScore", 1, parts -> parts.get(0)),
                lines.all("gradient", 3, ProgramText::port),
                lines.all("state", 3, ProgramText::port));
    }

    private static Program.HeadSpec head(
            List<String> parts, List<List<String>> metrics, Map<String, Double> ignored, List<String> distributions) {
        TargetRange range = new TargetRange(
                plain(parts.get(6)),
                Double.parseDouble(parts.get(7)),
                Double.parseDouble(parts.get(8)),
                Boolean.parseBoolean(parts.get(9)),
                Optional.ofNullable(ignored.get(parts.get(0))),
                distributions.contains(parts.get(0)));
        return new Program.HeadSpec(
                plain(parts.get(0)),
                plain(parts.get(1)),
                Task.valueOf(parts.get(2)),
                Double.parseDouble(parts.get(3)),
                ScoreForm.valueOf(parts.get(4)),
                ScoreForm.valueOf(parts.get(5)),
                range,
                metrics.stream()
                        .filter(metric -> metric.get(0).equals(parts.get(0)))
                        .map(metric -> new MetricSpec(
                                plain(metric.get(1)), Boolean.parseBoolean(metric.get(2)), settings(metric.get(3))))
                        .toList());
    }

    private static void ports(List<List<String>> lines, String kind, List<Program.Port> ports) {
        ports.forEach(p -> lines.add(List.of(kind, p.name(), p.tensor(), ProgramText.text(p.shape()))));
    }

    private static String settings(Map<String, String> settings) {
        return new TreeMap<>(settings)
                .entrySet().stream()
                        .map(e -> escaped(e.getKey()) + "=" + escaped(e.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static Map<String, String> settings(String text) {
        return Stream.of(text.split("&"))
                .filter(setting -> !setting.isEmpty())
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(pair -> plain(pair[0]), pair -> plain(pair[1])));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String plain(String escaped) {
        return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    }
}
