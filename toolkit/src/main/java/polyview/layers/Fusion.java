package polyview.layers;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Names;

/**
 * How feature maps of several images are merged: it creates a merging layer.
 *
 * <p>A fusion holds no weights; each layer that uses it gets its own merging layer, which has the fusion's name. Maps of
 * F channels are fused; all fusions but concat take maps of equal shape.
 *
 * <p>Your own fusion: {@code Fusion.of("distance", (tf, maps) -> tf.math.squaredDifference(maps.get(0), maps.get(1)))}.
 */
public final class Fusion {

    /** A fusion without weights. */
    @FunctionalInterface
    public interface Function {
        /** Adds the ops that merge the feature maps, given in the order of the images. */
        Operand<TFloat32> of(Ops tf, List<Operand<TFloat32>> maps);
    }

    private final String name;
    private final Supplier<? extends Layer> layer;

    private Fusion(String name, Supplier<? extends Layer> layer) {
        this.name = Names.check("name of the fusion", name);
        this.layer = layer;
    }

    /** The maps joined along the channels: k maps give k F channels; see {@link Concatenate}. */
    public static Fusion concat() {
        return new Fusion("concat", Concatenate::new);
    }

    /** The sum of the maps: F channels; see {@link Add}. */
    public static Fusion add() {
        return new Fusion("add", Add::new);
    }

    /** The mean of the maps: F channels; see {@link Average}. */
    public static Fusion average() {
        return new Fusion("average", Average::new);
    }

    /** The product of the maps: F channels; see {@link Multiply}. */
    public static Fusion multiply() {
        return new Fusion("multiply", Multiply::new);
    }

    /** The largest value among the maps: F channels; see {@link Maximum}. */
    public static Fusion maximum() {
        return new Fusion("maximum", Maximum::new);
    }

    /** The absolute difference of two maps: F channels; see {@link AbsoluteDifference}. */
    public static Fusion absoluteDifference() {
        return new Fusion("absoluteDifference", AbsoluteDifference::new);
    }

    /** A learned average at every position: F channels; see {@link GatedAverage}. */
    public static Fusion attention() {
        return new Fusion("attention", GatedAverage::new);
    }

    /** Each map through a learned gate of its own, then the sum: F channels; see {@link GatedSum}. */
    public static Fusion gatedSum() {
        return new Fusion("gatedSum", GatedSum::new);
    }

    /** A learned average with one weight for each channel, ratio 4: F channels; see {@link SqueezeExciteAverage}. */
    public static Fusion squeezeExcite() {
        return new Fusion("squeezeExcite", SqueezeExciteAverage::new);
    }

    /** The same with one hidden unit for {@code ratio} channels; refused: {@code ratio must be positive, got 0}. */
    public static Fusion squeezeExcite(int ratio) {
        Checks.requirePositive("ratio", ratio);
        return new Fusion("squeezeExcite", () -> new SqueezeExciteAverage(ratio));
    }

    /**
     * The first map correlated with each other one, displaced by up to d pixels: {@code (2d + 1)^2} channels for each; see
     * {@link Correlation}. Refused: {@code displacement must not be negative, got -1}.
     */
    public static Fusion correlation(int displacement) {
        Checks.requireNotNegative("displacement", displacement);
        return new Fusion("correlation", () -> new Correlation(displacement));
    }

    /**
     * Your own function, without weights; it must check its inputs itself.
     *
     * <p>Refused: {@code name of the fusion must be letters, digits, '_', '-' or '.' and begin with a letter, got "a b"}; when
     * it is used, no output ({@code fusion distance must give an output, got null}).
     */
    public static Fusion of(String name, Function function) {
        return new Fusion(name, () -> new FunctionMerge(function));
    }

    /**
     * Your own layer, which may have weights; it gets the name of the fusion.
     *
     * @param layer creates a new layer each time, such as {@code Mixer::new}
     */
    public static Fusion of(String name, Supplier<? extends Layer> layer) {
        return new Fusion(name, layer);
    }

    /** The name, in tables and in the paths of weights. */
    public String name() {
        return name;
    }

    /** A new merging layer. */
    Layer layer() {
        return Objects.requireNonNull(layer.get(), () -> "fusion " + name + " must give a layer, got null")
                .name(name);
    }

    @Override
    public String toString() {
        return name;
    }

    /** A user's function as a layer. */
    private static final class FunctionMerge extends Layer {

        private final Function function;

        FunctionMerge(Function function) {
            this.function = function;
        }

        @Override
        protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> maps) {
            return Objects.requireNonNull(
                    function.of(c.tf(), maps), () -> "fusion " + displayName() + " must give an output, got null");
        }
    }
}
