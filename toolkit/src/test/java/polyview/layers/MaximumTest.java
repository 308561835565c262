package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaximumTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return MergeCases.of(Maximum::new, (in, w) -> MergeCases.fold(in, Math::max));
    }

    @Override
    List<Refusal> refusals() {
        return MergeCases.refusals(Maximum::new, "maximum", "at least two");
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new Maximum(), List.of(Examples.row(1, 5), Examples.row(3, 4)), Examples.row(3, 5));
    }

    /** Among equal inputs the gradient goes to the first one, wherever it stands. */
    @Test
    void theFirstOfEqualInputsHasTheGradient() {
        assertEquals(
                List.of(Examples.row(1, 0, 0), Examples.row(0, 1, 0), Examples.row(0, 0, 1)),
                MergeCases.gradientsOfTheSum(
                        new Maximum(), List.of(Examples.row(2, 1, 1), Examples.row(2, 2, 1), Examples.row(2, 2, 2))));
    }
}
