package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AbsoluteDifferenceTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return MergeCases.ofTwo(AbsoluteDifference::new, (in, w) -> MergeCases.fold(in, (a, b) -> Math.abs(a - b)));
    }

    @Override
    List<Refusal> refusals() {
        return MergeCases.refusalsOfTwo(AbsoluteDifference::new, "absolute_difference");
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new AbsoluteDifference(), List.of(Examples.row(1, 5), Examples.row(3, 4)), Examples.row(2, 1));
    }

    /** Signs of the difference; 0 where the inputs are equal. */
    @Test
    void equalInputsHaveNoGradient() {
        assertEquals(
                List.of(Examples.row(1, 0, -1), Examples.row(-1, 0, 1)),
                MergeCases.gradientsOfTheSum(
                        new AbsoluteDifference(), List.of(Examples.row(3, 2, 1), Examples.row(2, 2, 2))));
    }
}
