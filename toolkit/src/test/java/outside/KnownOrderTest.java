package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.experiments.EpochCurves;
import polyview.experiments.Experiment;
import polyview.experiments.Results;
import polyview.experiments.Split;
import polyview.experiments.VariantScore;
import polyview.plots.Plots;
import polyview.training.EarlyStopping;
import polyview.training.Fit;

/**
 * Random variants whose order is known: whatever the metric is named and whichever way it is better, the best variant, the ranking,
 * the verdicts, early stopping and the plots tell the same order.
 */
class KnownOrderTest {

    private static final List<String> NAMES =
            List.of("rmse", "mae", "perplexity", "f1", "accuracy", "auc", "error", "lossless", "zork");

    /**
     * One random experiment.
     *
     * @param order the values of the variants from the worst to the best
     * @param variants the same in the order of the experiment
     * @param slopes how each variant's score moves from seed to seed; small against the steps between the values
     */
    record Case(
            int number,
            KnownMetrics.Mean metric,
            List<Double> order,
            List<Double> variants,
            List<Double> slopes,
            int seeds) {

        static Case of(int number) {
            Random random = new Random(number);
            var metric = new KnownMetrics.Mean(NAMES.get(random.nextInt(NAMES.size())), random.nextBoolean());
            List<Double> order = new ArrayList<>(List.of(random.nextDouble() * 4 - 2));
            List<Double> slopes = new ArrayList<>(List.of(0.0));
            int count = 2 + random.nextInt(4);
            while (order.size() < count) {
                double step = 0.05 + random.nextDouble();
                order.add(order.get(order.size() - 1) + (metric.higherIsBetter() ? step : -step));
                slopes.add(random.nextDouble() * 0.002);
            }
            List<Double> variants = new ArrayList<>(order);
            Collections.shuffle(variants, random);
            return new Case(number, metric, order, variants, slopes, 1 + random.nextInt(4));
        }

        /** The place of a variant from the worst, 0, to the best. */
        int rank(int variant) {
            return order.indexOf(variants.get(variant));
        }

        Results run() {
            Experiment experiment = Experiment.named("made")
                    .fit(Fit.epochs(2))
                    .data(seed -> Split.of(KnownMetrics.at(0), KnownMetrics.at(seed % 3), KnownMetrics.at(seed % 3)))
                    .verbose(false);
            for (int i = 0; i < variants.size(); i++) {
                double value = variants.get(i);
                double slope = slopes.get(i);
                experiment.variant("v" + i, () -> KnownMetrics.model(value, slope, metric));
            }
            return (seeds == 1 ? experiment.seed(4) : experiment.seeds(seeds)).run();
        }

        @Override
        public String toString() {
            return number + ": " + metric.name() + (metric.higherIsBetter() ? " up " : " down ") + variants;
        }
    }

    static List<Case> cases() {
        return IntStream.range(0, 24).mapToObj(Case::of).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allTellTheSameOrder(Case c) {
        Results results = c.run();
        int best = c.variants().indexOf(c.order().get(c.order().size() - 1));
        assertEquals("v" + best, results.best().orElseThrow());
        assertEquals(!c.metric().higherIsBetter(), results.smallerIsBetter());
        requireRanking(c, results);
        for (String baseline : results.variants()) {
            requireVerdicts(c, results.against(baseline));
            assertEquals("v" + best, results.against(baseline).best().orElseThrow());
        }
        requirePlots(c, results);
        requireEarlyStopping(c);
    }

    private static void requireRanking(Case c, Results results) {
        Comparator<String> byMean =
                Comparator.comparing(variant -> results.of(variant).mean());
        List<String> ranking = results.variants().stream()
                .sorted(results.smallerIsBetter() ? byMean.reversed() : byMean)
                .toList();
        for (int place = 0; place < ranking.size(); place++) {
            assertEquals(place, c.rank(index(ranking.get(place))), ranking.toString());
        }
    }

    private static int index(String variant) {
        return Integer.parseInt(variant.substring(1));
    }

    private static void requireVerdicts(Case c, Results results) {
        for (String variant : results.variants()) {
            if (variant.equals(results.baseline())) {
                continue;
            }
            VariantScore score = results.of(variant);
            boolean better = c.rank(index(variant)) > c.rank(index(results.baseline()));
            boolean higher = better == c.metric().higherIsBetter();
            assertTrue(higher ? score.difference() > 0 : score.difference() < 0, score.toString());
            boolean told = score.pHolm() < 0.05;
            assertTrue(score.pHolm() >= score.pValue() || Double.isNaN(score.pValue()), score.toString());
            assertEquals(told && better, score.better(0.05));
            assertEquals(told && !better, score.worse(0.05));
            String line = results.verdicts()
                    .lines()
                    .filter(l -> l.startsWith(variant + ": "))
                    .findFirst()
                    .orElseThrow();
            String word = !told ? "no difference from " : better ? "better than " : "worse than ";
            assertTrue(line.startsWith(variant + ": " + word + results.baseline()), line);
            assertTrue(line.contains(higher ? "(+" : "(-"), line);
        }
    }

    /** The points stand where the values are, larger ones higher: the best one is highest where higher is better, else lowest. */
    private static void requirePlots(Case c, Results results) {
        var compared = Plots.compare(results);
        String score = c.metric().name();
        assertTrue(compared.getYAxisTitle().startsWith(score + " ("), compared.getYAxisTitle());
        assertFalse(compared.getStyler().isYAxisLogarithmic());
        assertTrue(compared.getStyler().getYAxisMin() < compared.getStyler().getYAxisMax());
        assertEquals(results.variants(), compared.getSeries(score).getXData());
        double[] means = compared.getSeries(score).getYData();
        var across = Plots.scoreAgainst(results, "parameters");
        EpochCurves epochs = EpochCurves.of(results, "val_" + score);
        var curves = Plots.curves(results, "val_" + score);
        for (int i = 0; i < means.length; i++) {
            assertEquals(results.of("v" + i).mean(), means[i], 1e-12);
            assertEquals(means[i], across.getSeries("v" + i).getYData()[0], 1e-12);
            // Validation and test data are the same, and the model never changes.
            assertEquals(means[i], curves.getSeries("v" + i).getYData()[0], 1e-12);
            assertEquals(means[i], epochs.points().get("v" + i).get(1).mean(), 1e-12);
            for (int j = 0; j < means.length; j++) {
                if (c.rank(i) > c.rank(j)) {
                    assertEquals(c.metric().higherIsBetter(), means[i] > means[j]);
                }
            }
        }
    }

    /** One epoch for each value, in the order of the variants: the weights that are kept are those of the best. */
    private static void requireEarlyStopping(Case c) {
        double[] values = c.variants().stream().mapToDouble(Double::doubleValue).toArray();
        String name = c.metric().name();
        try (var model = KnownMetrics.model(0, 0, c.metric())) {
            var fit = Fit.epochs(values.length).validation(KnownMetrics.at(0)).verbose(false);
            var patient =
                    EarlyStopping.on("val_" + name).patience(values.length).restoreBestWeights(true);
            model.fit(KnownMetrics.at(0), fit.callbacks(KnownMetrics.giving(values), patient));
            double best = c.order().get(values.length - 1);
            assertEquals(best, model.evaluate(KnownMetrics.at(0)).get(name), 1e-6);
        }
        // From the worst to the best nothing stops; from the best on, the second epoch is the last.
        assertEquals(values.length, epochs(c, c.order()));
        List<Double> falling = new ArrayList<>(c.order());
        Collections.reverse(falling);
        assertEquals(2, epochs(c, falling));
    }

    private static int epochs(Case c, List<Double> values) {
        double[] each = values.stream().mapToDouble(Double::doubleValue).toArray();
        try (var model = KnownMetrics.model(0, 0, c.metric())) {
            var fit = Fit.epochs(each.length).validation(KnownMetrics.at(0)).verbose(false);
            var stopping = EarlyStopping.on("val_" + c.metric().name());
            return model.fit(KnownMetrics.at(0), fit.callbacks(KnownMetrics.giving(each), stopping))
                    .epochs()
                    .size();
        }
    }

    /** A test of both ways: no name stands for one of them. */
    @ParameterizedTest
    @MethodSource("ways")
    void bothWaysAreAmongTheCases(Map.Entry<Boolean, Long> way) {
        assertTrue(way.getValue() >= 8, way.toString());
    }

    static List<Map.Entry<Boolean, Long>> ways() {
        return List.of(true, false).stream()
                .map(way -> Map.entry(
                        way,
                        cases().stream()
                                .filter(c -> c.metric().higherIsBetter() == way)
                                .count()))
                .toList();
    }
}
