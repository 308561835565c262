package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MinimumTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return MergeCases.of(Minimum::new, (in, w) -> MergeCases.fold(in, Math::min));
    }

    @Override
    List<Refusal> refusals() {
        return MergeCases.refusals(Minimum::new, "minimum", "at least two");
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new Minimum(), List.of(Examples.row(1, 5), Examples.row(3, 4)), Examples.row(1, 4));
    }

    /** Among equal inputs the gradient goes to the first one, wherever it stands. */
    @Test
    void theFirstOfEqualInputsHasTheGradient() {
        assertEquals(
                List.of(Examples.row(1, 0, 0), Examples.row(0, 1, 0), Examples.row(0, 0, 1)),
                MergeCases.gradientsOfTheSum(
                        new Minimum(), List.of(Examples.row(1, 2, 2), Examples.row(1, 1, 2), Examples.row(1, 1, 1))));
    }
}
