package polyview.layers;

import java.util.List;
import java.util.Map;
import polyview.layers.Settings.End;
import polyview.layers.Tape.Node;

/** Layers without windows and layers of two images, as settings with their formulas. */
final class OtherSettings {

    private OtherSettings() {}

    static Setting upsampling(int[] in, Size by, boolean bilinear) {
        return Setting.of(
                "UpSampling2D",
                by + (bilinear ? " bilinear" : " nearest"),
                in,
                () -> new UpSampling2D(by.height(), by.width())
                        .interpolation(bilinear ? Interpolation.BILINEAR : Interpolation.NEAREST),
                (t, x, w) -> Formulas.enlarge(t, x.get(0), by, bilinear));
    }

    static Setting dense(int[] in, int units, End end) {
        return Setting.of(
                "Dense",
                units + " units, " + end,
                in,
                () -> end.set(new Dense(units)),
                (t, x, w) -> end.of(t, t.product(x.get(0), w.get("kernel")), w));
    }

    static Setting batchNormalization(int[] in, boolean training) {
        double epsilon = 1e-3f;
        Setting.Formula byBatch = (t, x, w) -> scaled(t, Formulas.normalise(t, x.get(0), true, epsilon), w);
        Setting.Formula byMoving = (t, x, w) -> {
            Node centred =
                    t.perChannel(x.get(0), t.leaf(w.get("movingMean").value.map(m -> -m)), false);
            DoubleArray inverse = w.get("movingVariance").value.map(v -> 1 / Math.sqrt(v + epsilon));
            return scaled(t, t.perChannel(centred, t.leaf(inverse), true), w);
        };
        return new Setting(
                "BatchNormalization",
                training ? "training" : "inference",
                List.of(in),
                BatchNormalization::new,
                training ? byBatch : byMoving,
                training);
    }

    static Setting layerNormalization(int[] in) {
        return Setting.of(
                "LayerNormalization",
                "last axis",
                in,
                LayerNormalization::new,
                (t, x, w) -> scaled(t, Formulas.normalise(t, x.get(0), false, 1e-3f), w));
    }

    private static Node scaled(Tape t, Node x, Map<String, Node> w) {
        return t.perChannel(t.perChannel(x, w.get("gamma"), true), w.get("beta"), false);
    }

    static Setting correlation(int[] in, int displacement) {
        return new Setting(
                "Correlation",
                "displacement " + displacement,
                List.of(in, in),
                () -> new Correlation(displacement),
                (t, x, w) -> Formulas.correlation(t, x.get(0), x.get(1), displacement),
                false);
    }

    /** The fusions that settings know. */
    static final List<Fusion> FUSIONS = List.of(
            Fusion.concat(),
            Fusion.add(),
            Fusion.average(),
            Fusion.multiply(),
            Fusion.maximum(),
            Fusion.absoluteDifference(),
            Fusion.attention(),
            Fusion.correlation(1));

    static Setting dual(int[] in, int filters, Window window, Fusion fusion, End end) {
        return new Setting(
                "DualConv2D",
                fusion + ", " + filters + " filters, " + window + ", " + end,
                List.of(in, in),
                () -> new DualConv2D(
                                filters,
                                window.kernel().height(),
                                window.kernel().width())
                        .each(c -> end.set(window.set(c)))
                        .fusion(fusion),
                (t, x, w) -> {
                    Node first = t.convolution(x.get(0), w.get("first/kernel"), window.sliding());
                    Node second = t.convolution(x.get(1), w.get("second/kernel"), window.sliding());
                    return fuse(
                            t,
                            fusion.name(),
                            end.of(t, first, part(w, "first/")),
                            end.of(t, second, part(w, "second/")),
                            w);
                },
                false);
    }

    private static Map<String, Node> part(Map<String, Node> w, String name) {
        return w.containsKey(name + "bias") ? Map.of("bias", w.get(name + "bias")) : Map.of();
    }

    private static Node fuse(Tape t, String how, Node a, Node b, Map<String, Node> w) {
        switch (how) {
            case "concat":
                return Formulas.concat(t, a, b);
            case "add":
                return t.both(a, b, Double::sum, (p, q) -> 1, (p, q) -> 1);
            case "average":
                return t.both(a, b, (p, q) -> (p + q) / 2, (p, q) -> 0.5, (p, q) -> 0.5);
            case "multiply":
                return t.both(a, b, (p, q) -> p * q, (p, q) -> q, (p, q) -> p);
            case "maximum":
            case "absoluteDifference":
                return bent(t, how.equals("maximum"), a, b);
            case "attention":
                Node logits = t.perChannel(
                        t.product(Formulas.concat(t, a, b), w.get("attention/gate/kernel")),
                        w.get("attention/gate/bias"),
                        false);
                Node share = t.each(logits, x -> x.map(Plain::sigmoid));
                Node difference = t.both(a, b, (p, q) -> p - q, (p, q) -> 1, (p, q) -> -1);
                Node part = t.both(share, difference, (p, q) -> p * q, (p, q) -> q, (p, q) -> p);
                return t.both(b, part, Double::sum, (p, q) -> 1, (p, q) -> 1);
            case "correlation":
                return Formulas.correlation(t, a, b, 1);
            default:
                throw new IllegalArgumentException(how);
        }
    }

    private static Node bent(Tape t, boolean maximum, Node a, Node b) {
        for (int i = 0; i < a.value.values().length; i++) {
            double distance = Math.abs(a.value.values()[i] - b.value.values()[i]);
            // Exactly equal values are zeros of two ReLUs, which have no gradient behind them.
            t.doubt(distance > 0 && distance < 1e-6 ? 1 : 0);
        }
        return maximum
                ? t.both(a, b, Math::max, (p, q) -> p >= q ? 1 : 0, (p, q) -> p >= q ? 0 : 1)
                : t.both(a, b, (p, q) -> Math.abs(p - q), (p, q) -> Math.signum(p - q), (p, q) -> -Math.signum(p - q));
    }
}
