package polyview.layers;

import java.util.List;
import org.junit.jupiter.api.Test;

class MultiplyTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return MergeCases.of(Multiply::new, (in, w) -> MergeCases.fold(in, (a, b) -> a * b));
    }

    @Override
    List<Refusal> refusals() {
        return MergeCases.refusals(Multiply::new, "multiply", "at least two");
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new Multiply(), List.of(Examples.row(1, 3), Examples.row(3, 5)), Examples.row(3, 15));
    }
}
