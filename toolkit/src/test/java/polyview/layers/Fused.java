package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A fusion, what it makes of feature maps of two channels, and which weights it has.
 *
 * @param fusion a new one each time
 * @param reference of the maps, with the weights of the whole layer
 * @param parameters of two, three and four maps, counted by hand; of two only where it takes no more
 * @param weights declares them for so many maps
 */
record Fused(Supplier<Fusion> fusion, Reference reference, List<Integer> parameters, Weights weights) {

    /** The weights of a fusion of so many maps. */
    @FunctionalInterface
    interface Weights {
        void declare(LayerCase made, long maps);
    }

    private static final List<Integer> NONE = List.of(0, 0, 0);

    static final Fused CONCAT = without(Fusion::concat, NONE, (maps, w) -> Plain.concat(maps));

    static final Fused ATTENTION = new Fused(
            Fusion::attention,
            (maps, w) -> GatedAverageTest.fuse(maps, w.get("attention/gate/kernel"), w.get("attention/gate/bias")),
            List.of(4 * 2 + 2, 6 * 4 + 4, 8 * 6 + 6),
            (made, maps) -> made.weight("attention/gate/kernel", 2 * maps, 2 * maps - 2)
                    .weight("attention/gate/bias", 2 * maps - 2));

    private static final Fused GATED_SUM = new Fused(
            Fusion::gatedSum,
            (maps, w) -> GatedSumTest.fuse(maps, w.get("gatedSum/gate/kernel"), w.get("gatedSum/gate/bias")),
            List.of(4 * 4 + 4, 6 * 6 + 6, 8 * 8 + 8),
            (made, maps) ->
                    made.weight("gatedSum/gate/kernel", 2 * maps, 2 * maps).weight("gatedSum/gate/bias", 2 * maps));

    /** Ratio 1: as many hidden units as channels. */
    private static final Fused SQUEEZE_EXCITE = new Fused(
            () -> Fusion.squeezeExcite(1),
            (maps, w) -> SqueezeExciteAverageTest.fuse(maps, w, "squeezeExcite/"),
            List.of(20 + 4 * 2 + 2, 42 + 6 * 4 + 4, 72 + 8 * 6 + 6),
            (made, maps) -> made.weight("squeezeExcite/squeeze/kernel", 2 * maps, 2 * maps)
                    .weight("squeezeExcite/squeeze/bias", 2 * maps)
                    .weight("squeezeExcite/excite/kernel", 2 * maps, 2 * maps - 2)
                    .weight("squeezeExcite/excite/bias", 2 * maps - 2));

    /** A layer as a user writes it: {@code y = scale (x1^2 + ... + xk^2)}. */
    private static final class ScaledEnergy extends Layer {
        private Weight scale;

        @Override
        protected void build(Build b, List<Shape> maps) {
            scale = b.weight("scale", Shape.of(maps.get(0).get(-1)), Initializer.ones());
        }

        @Override
        protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> maps) {
            List<Operand<TFloat32>> squares = new ArrayList<>();
            maps.forEach(map -> squares.add(c.tf().math.square(map)));
            return c.tf().math.mul(c.tf().math.addN(squares), c.value(scale));
        }
    }

    private static final Fused OWN_LAYER = new Fused(
            () -> Fusion.of("scaled", ScaledEnergy::new),
            (maps, w) -> {
                DoubleArray energy = MergeCases.fold(squares(maps), Double::sum);
                DoubleArray scale = w.get("scaled/scale");
                return DoubleArray.generate(energy.shape(), at -> scale.get(at[3]) * energy.get(at));
            },
            List.of(2, 2, 2),
            (made, maps) -> made.weight("scaled/scale", 2));

    /** All fusions; the first takes maps of unequal channels. */
    static final List<Fused> ALL = List.of(
            CONCAT,
            without(Fusion::add, NONE, (maps, w) -> MergeCases.fold(maps, Double::sum)),
            without(Fusion::average, NONE, (maps, w) -> MergeCases.fold(maps, Double::sum)
                    .map(sum -> sum / maps.size())),
            without(Fusion::multiply, NONE, (maps, w) -> MergeCases.fold(maps, (a, b) -> a * b)),
            without(Fusion::maximum, NONE, (maps, w) -> MergeCases.fold(maps, Math::max)),
            without(
                    Fusion::absoluteDifference,
                    List.of(0),
                    (maps, w) -> MergeCases.fold(maps, (a, b) -> Math.abs(a - b))),
            ATTENTION,
            GATED_SUM,
            SQUEEZE_EXCITE,
            without(() -> Fusion.correlation(1), NONE, (maps, w) -> CorrelationTest.fuse(maps, 1)),
            without(
                    () -> Fusion.of("energy", (tf, maps) -> tf.math.square(tf.math.addN(maps))),
                    NONE,
                    (maps, w) -> MergeCases.fold(maps, Double::sum).map(sum -> sum * sum)),
            OWN_LAYER);

    private static Fused without(Supplier<Fusion> fusion, List<Integer> parameters, Reference reference) {
        return new Fused(fusion, reference, parameters, (made, maps) -> {});
    }

    /** Those that take so many maps. */
    static List<Fused> of(int maps) {
        return ALL.stream()
                .filter(fused -> maps - 2 < fused.parameters().size())
                .toList();
    }

    /** Whether the fusion is a user's, whose messages are its own. */
    boolean ownChecks() {
        return !(fusion.get().layer() instanceof Merge<?>);
    }

    String name() {
        return fusion.get().name();
    }

    /** The case with the weights of the fusion, and their number with that of the convolutions. */
    LayerCase complete(LayerCase made, int maps, long convolutions) {
        weights.declare(made, maps);
        return made.parameters(convolutions + parameters.get(maps - 2));
    }

    private static List<DoubleArray> squares(List<DoubleArray> maps) {
        return maps.stream().map(map -> map.map(x -> x * x)).toList();
    }
}
