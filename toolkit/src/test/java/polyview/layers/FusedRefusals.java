package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/**
 * What every convolution of several images must refuse.
 *
 * @param layer with 2 filters and kernel 3
 * @param kind what messages call it
 * @param second the options of the second image
 */
record FusedRefusals<L extends FusedConvolution<L>>(
        Supplier<L> layer, String kind, Function<L, Consumer<Consumer<Conv2D>>> second) {

    private static final List<Shape> GOOD = shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 1));

    List<Refusal> all() {
        List<Refusal> all = new ArrayList<>(List.of(
                option(l -> l.filters(0), "filters must be positive, got 0"),
                option(l -> l.kernelSize(0), "kernelSize must be positive, got 0"),
                option(l -> l.kernelSize(1, -3), "kernelSize must be positive, got -3"),
                option(l -> l.strides(0), "strides must be positive, got 0"),
                option(l -> l.strides(1, -2), "strides must be positive, got -2"),
                option(l -> l.each(c -> c.groups(0)), "groups must be positive, got 0"),
                option(l -> apart(l, c -> c.filters(0)), "filters must be positive, got 0")));
        all.addAll(lateOptions());
        all.addAll(misfits());
        return all;
    }

    private Refusal option(Consumer<L> setting, String message) {
        return Refusal.option(() -> setting.accept(layer.get()), message);
    }

    private L apart(L made, Consumer<Conv2D> options) {
        second.apply(made).accept(options);
        return made;
    }

    private List<Refusal> lateOptions() {
        Map<String, Consumer<L>> settings = Map.of(
                "fusion", l -> l.fusion(Fusion.average()),
                "filters", l -> l.filters(3),
                "kernelSize", l -> l.kernelSize(5),
                "strides", l -> l.strides(2),
                "padding", l -> l.padding(Padding.SAME),
                "activation", l -> l.activation(Activation.RELU),
                "useBias", l -> l.useBias(false),
                "kernelInitializer", l -> l.kernelInitializer(Initializer.ones()),
                "biasInitializer", l -> l.biasInitializer(Initializer.ones()));
        return settings.entrySet().stream()
                .map(e -> Refusal.lateOption(layer, GOOD, e.getValue(), e.getKey()))
                .toList();
    }

    /** Maps that do not fit, under each fusion; the message tells what set them apart. */
    private List<Refusal> misfits() {
        List<Refusal> all = new ArrayList<>();
        List<Shape> smaller = shapes(Shape.of(8, 8, 3), Shape.of(6, 8, 1));
        for (Fused fused : Fused.of(2)) {
            if (fused.ownChecks()) {
                continue;
            }
            String rule = fused == Fused.CONCAT ? "inputs that differ in the last axis only" : "inputs of equal shape";
            String start = kind + ": " + fused.name() + " takes " + rule + ", got (N, 6, 6, 2) and ";
            Supplier<L> with = () -> layer.get().fusion(fused.fusion().get());
            all.add(Refusal.input(
                    with,
                    smaller,
                    start + "(N, 4, 6, 2); the convolutions differ in images (N, 8, 8, 3) and (N, 6, 8, 1)",
                    GOOD));
            all.add(apart(
                    with, c -> c.kernelSize(5), start + "(N, 4, 4, 2); the convolutions differ in kernelSize 3 and 5"));
            // Maps that differ in one size only.
            all.add(apart(
                    with,
                    c -> c.kernelSize(3, 5),
                    start + "(N, 6, 4, 2); the convolutions differ in kernelSize 3 and 3x5"));
            all.add(apart(
                    with,
                    c -> c.kernelSize(5, 3),
                    start + "(N, 4, 6, 2); the convolutions differ in kernelSize 3 and 5x3"));
            all.add(apart(
                    with,
                    c -> c.strides(2, 1).dilationRate(1, 2),
                    start + "(N, 3, 4, 2); the convolutions differ in strides 1 and 2x1, dilationRate 1 and 1x2"));
            all.add(apart(
                    with,
                    c -> c.padding(1),
                    start + "(N, 8, 8, 2); the convolutions differ in VALID padding and padding 1"));
            if (fused != Fused.CONCAT) {
                all.add(apart(
                        with, c -> c.filters(4), start + "(N, 6, 6, 4); the convolutions differ in filters 2 and 4"));
            }
        }
        return all;
    }

    private Refusal apart(Supplier<L> with, Consumer<Conv2D> options, String message) {
        return new Refusal(message, () -> Refusal.assertRefused(apart(with.get(), options), GOOD, message));
    }
}
