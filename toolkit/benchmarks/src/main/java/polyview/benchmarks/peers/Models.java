package polyview.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import polyview.benchmarks.steps.Bound;
import polyview.benchmarks.steps.DualConv;
import polyview.benchmarks.steps.Fused;
import polyview.benchmarks.steps.Matrices;
import polyview.benchmarks.steps.UNet;
import polyview.benchmarks.steps.Work;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Dense2D;
import polyview.layers.DualConv2D;
import polyview.layers.Fusion;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.MaxPooling2D;
import polyview.layers.MultiConv2D;
import polyview.layers.Padding;
import polyview.layers.PerChannel;
import polyview.layers.SharedConv2D;
import polyview.layers.SymbolicTensor;
import polyview.layers.TiedConv2D;
import polyview.layers.ViewPooling;
import polyview.models.Input;
import polyview.models.Model;

/** The works as models of Polyview, as a user writes them. */
public final class Models {

    private Models() {}

    /** Not compiled; the inputs are named image0, image1, ... */
    public static Model of(Work work) {
        List<SymbolicTensor> inputs = new ArrayList<>();
        for (int i = 0; i < work.inputs().size(); i++) {
            inputs.add(Input.of("image" + i, work.inputs().get(i)));
        }
        return new Model(inputs, output(work, inputs));
    }

    private static SymbolicTensor output(Work work, List<SymbolicTensor> inputs) {
        if (work instanceof DualConv dual) {
            return dualConv(dual, inputs);
        }
        if (work instanceof Fused fused) {
            return fused(fused, inputs);
        }
        if (work instanceof Bound bound) {
            return bound(bound, inputs.get(0));
        }
        if (work instanceof Matrices) {
            return matrices(inputs.get(0));
        }
        if (work instanceof UNet) {
            return UNetModel.of(inputs);
        }
        throw new IllegalArgumentException("no model for " + work.name());
    }

    private static SymbolicTensor dualConv(DualConv work, List<SymbolicTensor> inputs) {
        SymbolicTensor x = inputs.size() == 2
                ? new DualConv2D(work.filters(), 3)
                        .padding(Padding.SAME)
                        .activation(Activation.RELU)
                        .apply(inputs.get(0), inputs.get(1))
                : new MultiConv2D(work.filters(), 3)
                        .padding(Padding.SAME)
                        .activation(Activation.RELU)
                        .apply(inputs);
        x = new MaxPooling2D(2).apply(x);
        for (int i = 0; i < work.depth(); i++) {
            x = conv(2 * work.filters()).apply(x);
            x = i == 0 ? new MaxPooling2D(2).apply(x) : x;
        }
        return head(x);
    }

    static Conv2D conv(int filters) {
        return new Conv2D(filters, 3).padding(Padding.SAME).activation(Activation.RELU);
    }

    static SymbolicTensor head(SymbolicTensor x) {
        return new Dense(Work.CLASSES).apply(new GlobalAveragePooling2D().apply(x));
    }

    private static SymbolicTensor fused(Fused work, List<SymbolicTensor> inputs) {
        SymbolicTensor x = new DualConv2D(Fused.FILTERS, 3)
                .padding(Padding.SAME)
                .activation(Activation.RELU)
                .fusion(fusion(work.fusion()))
                .apply(inputs.get(0), inputs.get(1));
        x = new MaxPooling2D(2).apply(x);
        x = conv(2 * Fused.FILTERS).apply(x);
        x = new MaxPooling2D(2).apply(x);
        return head(conv(2 * Fused.FILTERS).apply(x));
    }

    private static Fusion fusion(Fused.Kind kind) {
        return switch (kind) {
            case CONCAT -> Fusion.concat();
            case ADD -> Fusion.add();
            case AVERAGE -> Fusion.average();
            case MULTIPLY -> Fusion.multiply();
            case MAXIMUM -> Fusion.maximum();
            case ABSOLUTE_DIFFERENCE -> Fusion.absoluteDifference();
            case ATTENTION -> Fusion.attention();
            case GATED_SUM -> Fusion.gatedSum();
            case SQUEEZE_EXCITE -> Fusion.squeezeExcite();
            case CORRELATION -> Fusion.correlation(Fused.DISPLACEMENT);
        };
    }

    private static SymbolicTensor bound(Bound work, SymbolicTensor x) {
        return switch (work.layer()) {
            case TIED ->
                head(new TiedConv2D(Bound.FILTERS, Bound.KERNEL)
                        .padding(Padding.SAME)
                        .activation(Activation.RELU)
                        .apply(x));
            case SHARED ->
                head(new SharedConv2D(Bound.FILTERS, Bound.KERNEL)
                        .padding(Padding.SAME)
                        .activation(Activation.RELU)
                        .apply(x));
            case PER_CHANNEL -> {
                SymbolicTensor gray = Input.image(
                        "gray",
                        Math.toIntExact(x.shape().get(1)),
                        Math.toIntExact(x.shape().get(2)),
                        1);
                SymbolicTensor maps =
                        new MaxPooling2D(2).apply(conv(Bound.FILTERS).apply(gray));
                maps = new GlobalAveragePooling2D()
                        .apply(conv(2 * Bound.FILTERS).apply(maps));
                SymbolicTensor all = new PerChannel(new Model(gray, maps).asLayer()).apply(x);
                yield new Dense(Work.CLASSES).apply(ViewPooling.max().apply(all));
            }
        };
    }

    private static SymbolicTensor matrices(SymbolicTensor x) {
        SymbolicTensor y = new Dense2D().activation(Activation.RELU).apply(x);
        y = new Dense2D().activation(Activation.RELU).apply(y);
        return new Dense(Work.CLASSES).apply(new Dense2D().sum(1).apply(y));
    }
}
