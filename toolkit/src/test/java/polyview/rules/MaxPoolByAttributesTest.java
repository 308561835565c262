package polyview.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.layers.Conv2D;
import polyview.layers.Lambda;
import polyview.models.Model;

/** Max pools whose window is a constant, by the op that has a fast gradient. */
@Tag("models")
class MaxPoolByAttributesTest {

    private static Model model(PoolCases c, BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> pool) {
        var image = c.image("image");
        var maps = new Conv2D(4, 2).apply(image);
        return SameModel.classifier(
                List.of(image), new Lambda(pool::apply).name("cell").apply(maps));
    }

    private static Model model(PoolCases c) {
        return model(
                c,
                (tf, x) -> tf.nn.maxPool(
                        x,
                        tf.array(1, c.pool(), c.pool(), 1),
                        tf.array(1, c.step(), c.step(), 1),
                        c.padding().name()));
    }

    @TestFactory
    Stream<DynamicTest> theSameTraining() {
        return PoolCases.all().stream()
                .map(c -> dynamicTest(c.toString(), () -> {
                    Watched rule = SameModel.toTheBit(() -> model(c), new MaxPoolByAttributes());
                    assertEquals(List.of("predict/cell/MaxPool", "train/cell/MaxPool"), rule.places());
                }));
    }

    @Test
    void theGradientIsTheFastOne() throws InvalidProtocolBufferException {
        try (Model plain = SameModel.compiled(model(PoolCases.one()).rules(Rules.none()));
                Model ruled = SameModel.compiled(model(PoolCases.one()))) {
            assertEquals(1, SameModel.count(plain, "MaxPoolGradV2"));
            assertEquals(0, SameModel.count(ruled, "MaxPoolGradV2"));
            assertEquals(1, SameModel.count(ruled, "MaxPoolGrad"));
        }
    }

    @Test
    void aWindowThatIsComputedOrGoesOverChannelsStays() {
        Model computed = model(
                PoolCases.one(),
                (tf, x) -> tf.nn.maxPool(
                        x, tf.math.add(tf.array(1, 1, 1, 1), tf.array(0, 1, 1, 0)), tf.array(1, 2, 2, 1), "VALID"));
        assertEquals(
                List.of(),
                SameModel.watched(computed, new MaxPoolByAttributes()).places());
        Watched rule = new Watched(new MaxPoolByAttributes());
        var image = PoolCases.one().image("image");
        var pooled = new Lambda((tf, x) -> tf.nn.maxPool(x, tf.array(1, 1, 1, 2), tf.array(1, 1, 1, 2), "VALID"))
                .apply(image);
        try (Model channels = new Model(image, pooled).rules(Rules.none().with(rule))) {
            assertEquals(1, channels.engine().program().outputs().size());
        }
        assertEquals(List.of(), rule.places());
    }
}
