package polyview.explain;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.data.FloatArray;

/** On bulbs of which the truth is known: the share names the view with the defect, and random weights destroy that. */
@Tag("models")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhichViewTest {

    private DefectiveBulbs bulbs;

    @BeforeAll
    void train() {
        bulbs = DefectiveBulbs.of(2000, 160, 12, 1);
    }

    @AfterAll
    void close() {
        bulbs.model().close();
    }

    static List<Explainer> explainers() {
        return List.of(new GradCam(), new Occlusion(8), new IntegratedGradients().steps(32));
    }

    @ParameterizedTest
    @MethodSource("explainers")
    void theShareNamesTheViewWithTheDefect(Explainer explainer) {
        assertTrue(bulbs.accuracy() > 0.9, "accuracy " + bulbs.accuracy());
        assertTrue(bulbs.views().size() > 60, bulbs.views().size() + " bulbs");
        // The log odds: the logit of one class alone leaves out how the other one changes.
        Attribution a = explainer.explain(Decision.of(bulbs.model()).ofClass(1).logOdds(), bulbs.images());
        assertTrue(bulbs.right(a) >= 0.95, bulbs.right(a) + " of " + a.told());
    }

    @ParameterizedTest
    @MethodSource("explainers")
    void randomWeightsDestroyTheMaps(Explainer explainer) {
        List<FloatArray> some = bulbs.images().stream()
                .map(images -> images.rows(0, 1, 2, 3, 4, 5, 6, 7))
                .toList();
        SanityCheck check = SanityCheck.of(explainer, Decision.of(bulbs.model()).ofClass(1), some, 99);
        SanityCheck.Step last = check.steps().get(check.steps().size() - 1);
        assertTrue(Math.abs(last.correlation().orElse(0)) < 0.35, check.table().printAll());
    }
}
