package polyview.explain;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import polyview.data.FloatArray;
import polyview.models.Engine;

/**
 * How often the view of the largest share is the one with the defect, for each explainer and number that is explained, over several
 * seeds; and the same with five draws of random weights, where chance is one in four. By hand, some minutes: {@code mvn test-compile exec:java
 * -Dexec.classpathScope=test -Dexec.mainClass=polyview.explain.WhichViewMain -Dexec.args="1 2 3"}.
 */
final class WhichViewMain {

    private WhichViewMain() {}

    public static void main(String... args) {
        for (String arg : args.length == 0 ? new String[] {"1"} : args) {
            long seed = Long.parseLong(arg);
            DefectiveBulbs bulbs = DefectiveBulbs.of(2000, 400, 15, seed);
            say(
                    "seed %d: accuracy %.3f, %d of 200 defective bulbs found",
                    seed, bulbs.accuracy(), bulbs.views().size());
            Decision logit = Decision.of(bulbs.model()).ofClass(1);
            for (Explainer explainer : List.of(new GradCam(), new Occlusion(8), new IntegratedGradients())) {
                for (Decision decision : List.of(logit, logit.logOdds(), logit.probabilities())) {
                    Attribution a = explainer.explain(decision, bulbs.images());
                    say("  %5.1f %% right, mean share %.2f: %s", 100 * bulbs.right(a), bulbs.meanShare(a), a.told());
                }
                for (long draw = 11; draw <= 15; draw++) {
                    Attribution random = explainer.explain(logit.withWeights(drawn(bulbs, draw)), bulbs.images());
                    say("  %5.1f %% right with the weights of draw %d", 100 * bulbs.right(random), draw);
                }
                List<FloatArray> some = bulbs.images().stream()
                        .map(images -> images.rows(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
                        .toList();
                say("%s", SanityCheck.of(explainer, logit, some, 99).table().printAll());
            }
            bulbs.model().close();
        }
    }

    private static Map<String, FloatArray> drawn(DefectiveBulbs bulbs, long seed) {
        Engine trained = bulbs.model().engine();
        try (Engine fresh = new Engine(trained.program(), seed, trained.metrics())) {
            return fresh.weights();
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
