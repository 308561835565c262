package polyview.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.data.FloatArray;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/** Metrics against those of scikit-learn and scikit-image, in a file that {@code src/test/pytorch/metrics.py} makes. */
@Tag("training")
class ReferenceMetricTest {

    private static final Path FILE = Path.of(
                    System.getProperty("basedir", ""), "src/test/resources/metrics/sklearn.csv")
            .toAbsolutePath();

    /** A value of the file, of some data. */
    private record Case(String data, String metric, Task task, double value) {}

    private static final Map<String, FloatArray> DATA = new LinkedHashMap<>();
    private static final List<Case> CASES = read();

    private static List<Case> read() {
        List<Case> cases = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(FILE);
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split(",", -1);
                if (parts[1].equals("scores") || parts[1].equals("targets")) {
                    long[] shape = Arrays.stream(parts[2].split(" "))
                            .mapToLong(Long::parseLong)
                            .toArray();
                    double[] values = Arrays.stream(parts[3].split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                    DATA.put(parts[0] + " " + parts[1], MetricData.array(values, shape));
                } else {
                    cases.add(new Case(parts[0], parts[1], Task.valueOf(parts[2]), Double.parseDouble(parts[3])));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The metrics by the name that they have in the file. */
    private static Map<String, Metric> metrics() {
        List<Metric> all = new ArrayList<>(List.of(
                Metric.accuracy(),
                Metric.balancedAccuracy(),
                Metric.topKAccuracy(1),
                Metric.topKAccuracy(2),
                Metric.cohenKappa(),
                Metric.cohenKappa().linear(),
                Metric.cohenKappa().quadratic(),
                Metric.meanAbsoluteError(),
                Metric.rootMeanSquaredError(),
                Metric.r2()));
        for (RankingScore area : List.of(Metric.rocAuc(), Metric.averagePrecision())) {
            all.addAll(List.of(area, area.macro(), area.thresholds(7), area.thresholds(50)));
        }
        for (DecisionScore score :
                List.of(Metric.precision(), Metric.recall(), Metric.f1(), Metric.iou(), Metric.dice())) {
            List<UnaryOperator<DecisionScore>> options =
                    List.of(s -> s, DecisionScore::macro, DecisionScore::micro, s -> s.ofClass(1), s -> s.ofClass(2));
            for (UnaryOperator<DecisionScore> option : options) {
                DecisionScore some = option.apply(score);
                all.addAll(List.of(some, some.threshold(0.3), some.threshold(0.8)));
            }
        }
        for (int k : new int[] {1, 4, 8}) {
            all.addAll(List.of(Metric.recallAt(k), Metric.recallAt(k).cosine()));
        }
        Map<String, Metric> byName = all.stream().collect(Collectors.toMap(Metric::name, metric -> metric));
        for (double maxValue : new double[] {1, 255}) {
            byName.put("psnr " + maxValue, Metric.psnr(maxValue));
            byName.put("ssim " + maxValue, Metric.ssim(maxValue));
        }
        return byName;
    }

    static Set<String> names() {
        return CASES.stream().map(Case::metric).collect(Collectors.toCollection(TreeSet::new));
    }

    private static FloatArray scores(Case of, Metric metric) {
        FloatArray given = DATA.get(of.data + " scores");
        return of.task.isClassification() && metric.wants() == ScoreForm.PROBABILITIES
                ? new Scores(given, ScoreForm.LOGITS, ScoreForm.LOGITS, of.task).as(ScoreForm.PROBABILITIES)
                : given;
    }

    /** The largest difference over all data, of a metric that has the same bits however the data come. */
    static double difference(String name) {
        Metric metric = metrics().get(name);
        double largest = 0;
        for (Case of : CASES) {
            if (of.metric.equals(name)) {
                FloatArray scores = scores(of, metric);
                FloatArray targets = DATA.get(of.data + " targets");
                double whole = MetricData.value(metric, of.task, scores, targets);
                for (int size : new int[] {1, 2, 3, 7, 10}) {
                    assertEquals(whole, MetricData.inBatches(metric, of.task, scores, targets, size), 0, of.data);
                }
                for (int seed = 0; seed < 5; seed++) {
                    Random random = new Random(seed);
                    assertEquals(whole, MetricData.inParts(metric, of.task, scores, targets, random), 0, of.data);
                }
                double off = Math.abs(whole - of.value) / Math.max(1, Math.abs(of.value));
                largest = Double.isNaN(off) ? off : Math.max(largest, off);
            }
        }
        return largest;
    }

    @ParameterizedTest
    @MethodSource("names")
    void sameAsTheReference(String name) {
        double off = difference(name);
        assertTrue(off < 1e-12, () -> name + " is off by " + off);
    }

    @Test
    void everyMetricIsInTheFile() {
        Set<String> wanted = Stream.of(
                        "accuracy", "balancedAccuracy", "top2Accuracy", "precision", "recall", "f1", "iou", "dice")
                .collect(Collectors.toCollection(TreeSet::new));
        wanted.addAll(List.of("cohenKappa", "rocAuc", "averagePrecision", "meanAbsoluteError", "r2", "recallAt4"));
        wanted.addAll(List.of("rootMeanSquaredError", "psnr 255.0", "ssim 1.0", "f1_macro", "iou_micro"));
        assertTrue(names().containsAll(wanted), () -> wanted + " in " + names());
    }

    /** Prints the largest difference of each metric, relative where the value is above 1. */
    public static void main(String[] args) {
        names().forEach(name -> System.out.printf(Locale.ROOT, "%-40s %.2g%n", name, difference(name)));
    }
}
