package polyview.layers;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return MergeCases.of(Add::new, (in, w) -> MergeCases.fold(in, Double::sum));
    }

    @Override
    List<Refusal> refusals() {
        return MergeCases.refusals(Add::new, "add", "at least two");
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new Add(), List.of(Examples.row(1, 3), Examples.row(3, 5)), Examples.row(4, 8));
    }
}
