import java.util.List;
import polyview.data.MemoryDataset;
import polyview.datasets.MadePairs;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.GlobalAveragePooling2D;
import polyview.models.Input;
import polyview.models.Model;
import polyview.plots.Plots;
import polyview.training.Fit;
import polyview.losses.Loss;
import polyview.optimizers.SGD;

/** Trains and draws a chart while the image is made: the native libraries are unpacked, and what is missing shows then. */
class Warm {
    public static void main(String[] args) {
        var left = Input.image("left", 32, 32, 1);
        var right = Input.image("right", 32, 32, 1);
        var x = new GlobalAveragePooling2D().apply(new DualConv2D(2, 3).apply(left, right));
        MemoryDataset pairs = MadePairs.of(8, 1).dataset();
        try (Model model = new Model(List.of(left, right), new Dense(2).apply(x)).seed(1)) {
            model.compile(new SGD(0.1), Loss.softmaxCrossEntropy());
            var image = Plots.history(model.fit(pairs, Fit.epochs(2).verbose(false))).picture();
            System.out.println("warm: trained two epochs and drew a chart of " + image.getWidth() + " x " + image.getHeight());
        }
    }
}
