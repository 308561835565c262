package polyview.layers;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubtractTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return MergeCases.ofTwo(Subtract::new, (in, w) -> MergeCases.fold(in, (a, b) -> a - b));
    }

    @Override
    List<Refusal> refusals() {
        return MergeCases.refusalsOfTwo(Subtract::new, "subtract");
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new Subtract(), List.of(Examples.row(1, 5), Examples.row(3, 4)), Examples.row(-2, 1));
    }
}
