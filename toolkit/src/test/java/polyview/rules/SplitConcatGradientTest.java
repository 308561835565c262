package polyview.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import polyview.layers.Activation;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Lambda;
import polyview.models.Input;
import polyview.models.Model;

/** The gradient of a concatenation, split once. */
@Tag("models")
class SplitConcatGradientTest {

    /** The last axis by its number and from behind, and another axis. */
    @TestFactory
    Stream<DynamicTest> theSameTraining() {
        return Stream.of(3, -1, 2, -3)
                .map(axis -> dynamicTest("axis " + axis, () -> {
                    Watched rule = SameModel.toTheBit(() -> model(axis), new SplitConcatGradient());
                    assertEquals(List.of("train/cell/Const_1", "train/given/Const"), rule.places());
                    try (Model plain = SameModel.compiled(model(axis).rules(Rules.none()));
                            Model ruled = SameModel.compiled(model(axis))) {
                        assertEquals(5, SameModel.count(plain, "Slice") - SameModel.count(ruled, "Slice"));
                        assertEquals(2, SameModel.count(ruled, "SplitV"));
                    }
                }));
    }

    private static Model model(int axis) {
        var left = Input.image("left", 7, 6, 2);
        var right = Input.image("right", 7, 6, 2);
        // Equal in all axes but one.
        var a = new Conv2D(3, 2).apply(left);
        var b = new Conv2D(3, 2).activation(Activation.TANH).apply(right);
        var both = new Concatenate().name("given").apply(a, b);
        var x = new Lambda((tf, in) -> {
                    var parts = tf.split(tf.constant(3), in, 2L).output();
                    return tf.concat(List.of(parts.get(0), parts.get(1), parts.get(0)), tf.constant(axis));
                })
                .name("cell")
                .apply(new Conv2D(6, 1).apply(both));
        return SameModel.classifier(List.of(left, right), x);
    }

    @Test
    void partsOfDifferentSize() {
        Watched rule = SameModel.toTheBit(
                () -> {
                    var left = Input.image("left", 5, 8, 2);
                    var right = Input.image("right", 5, 8, 1);
                    var a = new Conv2D(1, 2).apply(left);
                    var b = new Conv2D(4, 2).apply(right);
                    var x = new Concatenate().apply(a, b, new Conv2D(2, 2).apply(right));
                    return SameModel.classifier(List.of(left, right), x);
                },
                new SplitConcatGradient());
        assertEquals(List.of("train/concatenate/Const"), rule.places());
    }

    @Test
    void slicesOfACellStay() throws InvalidProtocolBufferException {
        var image = Input.image("image", 5, 5, 2);
        var x = new Lambda((tf, in) -> tf.slice(in, tf.array(0, 1, 1, 0), tf.array(-1, 2, 3, 2)))
                .apply(new Conv2D(2, 2).apply(image));
        assertEquals(
                List.of(),
                SameModel.watched(SameModel.classifier(List.of(image), x), new SplitConcatGradient())
                        .places());
    }
}
