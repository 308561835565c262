package polyview.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Flatten;
import polyview.layers.SymbolicTensor;
import polyview.models.Input;
import polyview.models.Model;

/** In prediction, a bias within the batch normalisation that follows. */
@Tag("models")
class BiasWithinBatchNormTest {

    private static final double LAST_DIGITS = 1e-6;

    private static Model model(int height, int width, boolean trainable) {
        var image = Input.image("image", height, width, 2);
        SymbolicTensor x = new Conv2D(3, 2).apply(image);
        x = new BatchNormalization().momentum(0.5).trainable(trainable).apply(x);
        x = new Activation(Activation.RELU).apply(x);
        x = new BatchNormalization().momentum(0.5).apply(new Conv2D(4, 3).apply(x));
        return SameModel.classifier(List.of(image), x);
    }

    @Test
    void predictionsToTheLastDigitsAndTrainingToTheBit() throws InvalidProtocolBufferException {
        for (int[] size : new int[][] {{6, 6}, {5, 9}}) {
            Watched rule =
                    SameModel.within(() -> model(size[0], size[1], true), new BiasWithinBatchNorm(), LAST_DIGITS, 0);
            assertEquals(2, rule.inPrediction());
            assertEquals(0, rule.inTraining());
        }
        try (Model plain = model(6, 6, true).rules(Rules.none());
                Model ruled = model(6, 6, true)) {
            // That of the dense layer is one more: it has two axes.
            assertEquals(2, SameModel.count(plain, "BiasAdd") - SameModel.count(ruled, "BiasAdd"));
        }
    }

    /** A layer that is fixed uses its moving mean in training too, and gradients go through it. */
    @Test
    void notInTraining() {
        Watched rule = SameModel.within(() -> model(6, 6, false), new BiasWithinBatchNorm(), LAST_DIGITS, 0);
        assertEquals(2, rule.inPrediction());
        assertEquals(0, rule.inTraining());
    }

    @Test
    void theSumIsUsedTwice() {
        var image = Input.image("image", 6, 6, 2);
        var sum = new Conv2D(3, 2).apply(image);
        var both = new Concatenate()
                .apply(new Flatten().apply(new BatchNormalization().apply(sum)), new Flatten().apply(sum));
        assertEquals(
                List.of(),
                SameModel.watched(new Model(image, new Dense(2).apply(both)), new BiasWithinBatchNorm())
                        .places());
    }
}
