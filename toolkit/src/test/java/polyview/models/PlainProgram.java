package polyview.models;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.List;
import polyview.base.OneDnn;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.optimizers.SGD;
import polyview.training.Fit;

/** A program as a user writes it: nothing is set before it trains. It prints what it ran on. */
final class PlainProgram {

    private PlainProgram() {}

    private interface C extends Library {
        String getenv(String name);
    }

    public static void main(String[] args) {
        var image = Input.image("image", 8, 8, 1);
        var x = new GlobalAveragePooling2D().apply(new Conv2D(2, 3).apply(image));
        Dataset data =
                Dataset.of(List.of(FloatArray.of(new float[128], 2, 8, 8, 1)), FloatArray.of(new float[] {0, 1}, 2));
        try (Model model = new Model(image, new Dense(2).apply(x)).seed(1)) {
            model.compile(new SGD(0.1), Loss.softmaxCrossEntropy());
            var history = model.fit(data, Fit.epochs(1).verbose(false));
            System.out.println("history: " + history.oneDnn());
        }
        System.out.println("asked: " + OneDnn.asked());
        if (OneDnn.asked() != OneDnn.Asked.FAILED) {
            C c = Native.load(Platform.isWindows() ? "ucrtbase" : Platform.C_LIBRARY_NAME, C.class);
            System.out.println("C library: " + c.getenv(OneDnn.VARIABLE));
        }
        System.out.println("report: " + Devices.report().oneDnn());
        System.out.println("ops: " + OneDnnTrace.ops());
    }
}
