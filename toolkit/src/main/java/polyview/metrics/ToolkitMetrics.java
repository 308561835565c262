package polyview.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes the metrics of the toolkit from their settings. */
final class ToolkitMetrics {

    /** A kind of metric, and the names of its settings. */
    private record Maker(Set<String> needs, Set<String> takes, Function<Map<String, String>, Metric> make) {

        Maker(Set<String> needs, Function<Map<String, String>, Metric> make) {
            this(needs, needs, make);
        }

        /** Another metric of the same name may have settings that mean nothing here: then there is no metric of ours. */
        Stream<Metric> of(Map<String, String> settings) {
            boolean fits = settings.keySet().containsAll(needs) && takes.containsAll(settings.keySet());
            try {
                return fits ? Stream.of(make.apply(settings)) : Stream.empty();
            } catch (IllegalArgumentException notOurs) {
                return Stream.empty();
            }
        }
    }

    private static final List<Maker> MAKERS = List.of(
            new Maker(Set.of(), s -> new Accuracy()),
            new Maker(Set.of(), s -> new BalancedAccuracy()),
            new Maker(Set.of(), s -> new MeanAbsoluteError()),
            new Maker(Set.of(), s -> new RootMeanSquaredError()),
            new Maker(Set.of(), s -> new TargetRegistrationError()),
            new Maker(Set.of(), s -> new Folds()),
            new Maker(Set.of(), s -> new EndpointError()),
            new Maker(Set.of("outputs"), s -> new R2()),
            new Maker(Set.of(NWayAccuracy.AMONG), s -> NWayAccuracy.among(whole(s, NWayAccuracy.AMONG))),
            new Maker(Set.of("k"), s -> new TopKAccuracy(whole(s, "k"))),
            new Maker(Set.of("maxValue"), s -> new PeakSignalNoiseRatio(Double.parseDouble(s.get("maxValue")))),
            new Maker(Set.of("maxValue"), s -> new ImageSimilarity(Double.parseDouble(s.get("maxValue")))),
            new Maker(Set.of("maxValue"), s -> fusion(FusionMetric.Score.ENTROPY, s)),
            new Maker(Set.of("maxValue"), s -> fusion(FusionMetric.Score.MUTUAL_INFORMATION, s)),
            new Maker(Set.of("maxValue"), s -> fusion(FusionMetric.Score.SOURCE_SSIM, s)),
            new Maker(Set.of(), s -> new FusionMetric(FusionMetric.Score.GRADIENT_TRANSFER, 1)),
            new Maker(Set.of("weights"), s -> new CohenKappa(constant(CohenKappa.Weights.class, s, "weights"))),
            new Maker(
                    Set.of("part", "margin"),
                    s -> new MiningScore(
                            constant(MiningScore.Part.class, s, "part"), Double.parseDouble(s.get("margin")))),
            new Maker(
                    Set.of("k", "distance"),
                    s -> new RecallAtK(whole(s, "k"), s.get("distance").equals("cosine"))),
            new Maker(
                    Set.of("curve", "macro", "thresholds"),
                    s -> new RankingScore(
                            constant(RankingScore.Curve.class, s, "curve"),
                            Boolean.parseBoolean(s.get("macro")),
                            whole(s, "thresholds"))),
            new Maker(
                    Set.of("score", "average", "threshold", "zeroDivision"),
                    Set.of("score", "average", "threshold", "zeroDivision", "ofClass"),
                    s -> new DecisionScore(
                            constant(DecisionScore.Score.class, s, "score"),
                            constant(DecisionScore.Average.class, s, "average"),
                            s.containsKey("ofClass") ? OptionalInt.of(whole(s, "ofClass")) : OptionalInt.empty(),
                            Double.parseDouble(s.get("threshold")),
                            Double.parseDouble(s.get("zeroDivision")))));

    private ToolkitMetrics() {}

    /** The metric of this name and these settings; empty where there is none. */
    static Optional<Metric> of(MetricSpec spec) {
        return MAKERS.stream()
                .flatMap(maker -> maker.of(spec.settings()))
                .filter(metric -> MetricSpec.of(metric).equals(spec))
                .findFirst();
    }

    private static Metric fusion(FusionMetric.Score score, Map<String, String> settings) {
        return new FusionMetric(score, Double.parseDouble(settings.get("maxValue")));
    }

    private static int whole(Map<String, String> settings, String name) {
        return Integer.parseInt(settings.get(name));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, Map<String, String> settings, String name) {
        return Enum.valueOf(type, settings.get(name).toUpperCase(Locale.ROOT));
    }
}
