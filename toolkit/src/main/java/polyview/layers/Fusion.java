package polyview.layers;

import java.util.function.Supplier;

/**
 * How feature maps of several images become one: a recipe for a merging layer.
 *
 * <p>A fusion holds no weights; each layer that uses it makes a merging layer of its own. Source: document 1.
 */
public final class Fusion {

    private final String name;
    private final Supplier<Layer> layer;

    private Fusion(String name, Supplier<Layer> layer) {
        this.name = name;
        this.layer = layer;
    }

    /** Side by side: two maps of F channels give 2F; see {@link Concatenate}. */
    public static Fusion concat() {
        return new Fusion("concat", Concatenate::new);
    }

    /** The mean of the maps: F channels; see {@link Average}. */
    public static Fusion average() {
        return new Fusion("average", Average::new);
    }

    /** The product of the maps: F channels; see {@link Multiply}. */
    public static Fusion multiply() {
        return new Fusion("multiply", Multiply::new);
    }

    /** A learned gate between two maps: F channels; see {@link GatedAverage}. */
    public static Fusion attention() {
        return new Fusion("attention", GatedAverage::new);
    }

    /** The name, as tables show it. */
    public String name() {
        return name;
    }

    /** A new merging layer. */
    Layer layer() {
        return layer.get().name(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
