package polyview.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import polyview.models.Input;

/**
 * One layer with one set of options: how it is made, what it takes, what it must compute and which weights it must have.
 *
 * <p>Shapes of inputs are given without the batch dimension. Everything expected is written by hand. A short example:
 *
 * <pre>{@code
 * LayerCase.of("2 units", () -> new Dense(2), Shape.of(3))
 *         .reference((in, w) -> Plain.plusBias(Plain.product(in.get(0), w.get("kernel")), w.get("bias")))
 *         .weight("kernel", 3, 2)
 *         .weight("bias", 2)
 *         .parameters(8)
 * }</pre>
 */
final class LayerCase {

    /** A weight as expected. */
    record Declared(Shape shape, boolean learned) {}

    /** Values for all inputs and weights; every one is a float, kept as a double. */
    record Values(List<DoubleArray> inputs, Map<String, DoubleArray> weights) {}

    private record Range(double smallest, double largest, boolean bothSigns) {}

    private final String name;
    private final Supplier<? extends Layer> layer;
    private final List<Shape> inputs;
    private final Map<String, Declared> weights = new LinkedHashMap<>();
    private final Map<String, Range> weightRanges = new HashMap<>();
    private Range inputRange = new Range(0.1, 1, true);
    private Reference inference = (in, w) -> in.get(0);
    private Optional<Reference> training = Optional.empty();
    private long parameters;
    private boolean sizesMayBeUnknown;
    private int presence = -1;
    private String unmoved = "";

    private LayerCase(String name, Supplier<? extends Layer> layer, List<Shape> inputs) {
        this.name = name;
        this.layer = layer;
        this.inputs = inputs;
    }

    static LayerCase of(String name, Supplier<? extends Layer> layer, Shape... inputs) {
        return new LayerCase(name, layer, List.of(inputs));
    }

    /** What is computed, in training and in inference. */
    LayerCase reference(Reference both) {
        this.inference = both;
        this.training = Optional.of(both);
        return this;
    }

    /** What is computed in training where that differs. */
    LayerCase training(Reference reference) {
        this.training = Optional.of(reference);
        return this;
    }

    /** Training is random: tests of its own look at it. */
    LayerCase randomInTraining() {
        this.training = Optional.empty();
        return this;
    }

    LayerCase weight(String path, long... shape) {
        weights.put(path, new Declared(Shape.of(shape), true));
        return this;
    }

    /** A weight that no gradient changes. */
    LayerCase state(String path, long... shape) {
        weights.put(path, new Declared(Shape.of(shape), false));
        return this;
    }

    LayerCase parameters(long count) {
        this.parameters = count;
        return this;
    }

    /** Inputs of both signs with this absolute value; 0.1 to 1 by default, which is away from the kink at 0. */
    LayerCase inputsBetween(double smallest, double largest) {
        this.inputRange = new Range(smallest, largest, true);
        return this;
    }

    /** A weight that must be positive, 0.1 to 1. */
    LayerCase positive(String path) {
        weightRanges.put(path, new Range(0.1, 1, false));
        return this;
    }

    /** The layer also works where height and width are unknown until it runs. */
    LayerCase sizesMayBeUnknown() {
        this.sizesMayBeUnknown = true;
        return this;
    }

    /** This input is the presence of views: 0 and 1, evenly, with one view present in the batch at least. */
    LayerCase presence(int input) {
        this.presence = input;
        return this;
    }

    /** A weight that is learned, but whose gradient is 0 in exact arithmetic: a step need not move it. */
    LayerCase unmoved(String path) {
        this.unmoved = path;
        return this;
    }

    boolean mustMove(String path) {
        return weights.get(path).learned() && !path.equals(unmoved);
    }

    String name() {
        return name;
    }

    Layer newLayer() {
        return layer.get();
    }

    List<Shape> inputShapes() {
        return inputs;
    }

    Map<String, Declared> weights() {
        return weights;
    }

    long parameters() {
        return parameters;
    }

    boolean worksWithUnknownSizes() {
        return sizesMayBeUnknown;
    }

    /** The modes of the layer whose output is known: false for inference, true for training. */
    Map<Boolean, Reference> modes() {
        Map<Boolean, Reference> modes = new LinkedHashMap<>();
        modes.put(false, inference);
        training.ifPresent(reference -> modes.put(true, reference));
        return modes;
    }

    /** New symbolic inputs whose names begin with a prefix. */
    List<SymbolicTensor> symbolicInputs(String prefix) {
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> Input.of(prefix + i, inputs.get(i).asArray()))
                .toList();
    }

    /** The same with unknown height and width. */
    List<SymbolicTensor> inputsOfUnknownSize() {
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> Input.image("x" + i, -1, -1, (int) inputs.get(i).get(2)))
                .toList();
    }

    /** Random values, decided by the name of the case and the number. */
    Values values(int batch, long number) {
        SplittableRandom random = new SplittableRandom(31 * (long) name.hashCode() + number);
        List<DoubleArray> in = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            DoubleArray drawn = draw(random, inputs.get(i).prepend(batch), inputRange);
            if (i == presence) {
                drawn = drawn.map(x -> x > 0 ? 1 : 0);
                drawn.values()[0] = 1;
            }
            in.add(drawn);
        }
        Map<String, DoubleArray> w = new LinkedHashMap<>();
        weights.forEach((path, declared) ->
                w.put(path, draw(random, declared.shape(), weightRanges.getOrDefault(path, new Range(0.1, 1, true)))));
        return new Values(in, w);
    }

    /** Random numbers of this shape. */
    static DoubleArray draw(SplittableRandom random, int... shape) {
        return draw(random, Shape.of(IntStream.of(shape).asLongStream().toArray()), new Range(0.1, 1, true));
    }

    private static DoubleArray draw(SplittableRandom random, Shape shape, Range range) {
        int[] sizes = LongStream.of(shape.asArray()).mapToInt(Math::toIntExact).toArray();
        return DoubleArray.generate(sizes, at -> {
            float size = (float) random.nextDouble(range.smallest(), range.largest());
            return range.bothSigns() && random.nextBoolean() ? -size : size;
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
