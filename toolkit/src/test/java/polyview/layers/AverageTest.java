package polyview.layers;

import java.util.List;
import org.junit.jupiter.api.Test;

class AverageTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return MergeCases.of(
                Average::new, (in, w) -> MergeCases.fold(in, Double::sum).map(sum -> sum / in.size()));
    }

    @Override
    List<Refusal> refusals() {
        return MergeCases.refusals(Average::new, "average", "at least two");
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new Average(), List.of(Examples.row(1, 3), Examples.row(3, 5)), Examples.row(2, 4));
    }
}
