package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import polyview.layers.Activation;
import polyview.layers.Call;
import polyview.layers.Concatenate;
import polyview.layers.Dense;
import polyview.layers.Layer;
import polyview.layers.SymbolicTensor;

/** Which tensors belong to a model, in which order, and what their layers are called. */
@Tag("models")
class NetworkTest {

    private final SymbolicTensor x = Input.of("x", 3);

    private static List<String> names(SymbolicTensor input, SymbolicTensor output) {
        return List.copyOf(
                new Network(List.of(input), List.of(output)).layerNames().values());
    }

    private static String refusal(List<SymbolicTensor> inputs, List<SymbolicTensor> outputs) {
        return assertThrows(IllegalArgumentException.class, () -> new Model(inputs, outputs))
                .getMessage();
    }

    @Test
    void layersOfOneKindAreNumbered() {
        var y = new Dense(2).apply(new Dense(2).apply(new Dense(2).apply(x)));
        assertEquals(List.of("dense", "dense_1", "dense_2"), names(x, y));
    }

    @Test
    void givenNamesWin() {
        var y = new Dense(2)
                .name("dense")
                .apply(new Dense(2).apply(new Dense(2).name("dense_1").apply(x)));
        assertEquals(List.of("dense_1", "dense_2", "dense"), names(x, y));
    }

    @Test
    void branchesAreNamedFromLeftToRight() {
        var left = new Dense(2).apply(new Activation(Activation.RELU).apply(x));
        var right = new Dense(3).apply(x);
        var y = new Concatenate().apply(left, right);
        assertEquals(List.of("activation", "dense", "dense_1", "concatenate"), names(x, y));
    }

    @Test
    void aSharedLayerIsOneLayerAndTwoApplications() {
        var z = Input.of("z", 3);
        var shared = new Dense(2);
        var network = new Network(List.of(x, z), List.of(new Concatenate().apply(shared.apply(x), shared.apply(z))));
        assertEquals(2, network.layerNames().size());
        assertEquals(3, network.applications().size());
        assertEquals(
                List.of("dense/kernel", "dense/bias"),
                network.weights().values().stream().map(Network.Slot::path).toList());
    }

    @Test
    void outputsOfOneLayerAreToldApart() {
        var shared = new Dense(2);
        var network =
                new Network(List.of(x), List.of(shared.apply(x), new Dense(1).apply(x), shared.apply(shared2(x))));
        assertEquals(List.of("dense", "dense_1", "dense_output_2"), network.outputNames());
    }

    private static SymbolicTensor shared2(SymbolicTensor x) {
        return new Activation(Activation.TANH).apply(x);
    }

    @Test
    void partsAreNamedInTheirLayer() {
        Layer twice = new Layer() {
            private final Dense first = new Dense(3);
            private final Dense second = new Dense(3);

            @Override
            protected Operand<TFloat32> call(Call c, Operand<TFloat32> in) {
                return c.apply(second, c.apply(first, in));
            }
        };
        var network = new Network(List.of(x), List.of(twice.name("twice").apply(x)));
        assertEquals(
                List.of("twice/dense/kernel", "twice/dense/bias", "twice/dense_1/kernel", "twice/dense_1/bias"),
                network.weights().values().stream().map(Network.Slot::path).toList());
    }

    @Test
    void whatCannotBeAModelIsRefused() {
        var unused = Input.of("unused", 3);
        var y = new Dense(2).name("a").apply(x);
        assertEquals("input unused is not used by any output", refusal(List.of(x, unused), List.of(y)));
        assertEquals(
                "an output depends on input x, which is not among the model's inputs",
                refusal(List.of(unused), List.of(y)));
        assertEquals("two inputs are named x", refusal(List.of(x, x), List.of(y)));
        assertEquals("two inputs are named x", refusal(List.of(x, Input.of("x", 4)), List.of(y)));
        assertEquals("inputs must be made by Input, got the output of a (N, 2)", refusal(List.of(y), List.of(y)));
        assertEquals(
                "two layers are named a",
                refusal(List.of(x), List.of(new Dense(1).name("a").apply(y))));
        assertEquals(
                "a model needs at least one input and one output, got 0 inputs and 1 output",
                refusal(List.of(), List.of(y)));
        assertEquals(
                "a model needs at least one input and one output, got 1 input and 0 outputs",
                refusal(List.of(x), List.of()));
    }

    @Test
    void whatCannotBeAnInputIsRefused() {
        var size = assertThrows(IllegalArgumentException.class, () -> Input.image("left", 64, 0, 3));
        assertEquals("size of input left must be positive or -1, got 0", size.getMessage());
        var name = assertThrows(IllegalArgumentException.class, () -> Input.of("a/b", 1));
        assertEquals(
                "name must be letters, digits, '_', '-' or '.' and begin with a letter, got \"a/b\"",
                name.getMessage());
    }

    @Test
    void aNetworkMayBeDeeperThanTheStack() throws InterruptedException {
        SymbolicTensor y = x;
        for (int i = 0; i < 1200; i++) {
            y = new Activation(Activation.LINEAR).apply(y);
        }
        SymbolicTensor deep = y;
        int[] count = new int[1];
        // A stack of 128 KiB holds a few hundred frames: one frame a layer would overflow it.
        Thread small = new Thread(
                null,
                () -> count[0] =
                        new Network(List.of(x), List.of(deep)).applications().size(),
                "small stack",
                1 << 17);
        small.start();
        small.join();
        assertEquals(1200, count[0]);
    }

    @Test
    void aLadderOfDiamondsIsVisitedOnce() {
        SymbolicTensor y = x;
        for (int i = 0; i < 60; i++) {
            // 2^60 paths: a visit without memory would not end.
            y = new Concatenate().apply(new Dense(1).apply(y), new Dense(1).apply(y));
        }
        assertEquals(180, new Network(List.of(x), List.of(y)).applications().size());
    }
}
