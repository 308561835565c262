package polyview.training;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.Manifest;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.SymbolicTensor;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

/** Trains on four views of 1024 x 1024 x 3 in batches of 2, in a process with little memory, and prints the losses. */
final class LargeViewsMain {

    private static final int SIDE = 1024;

    private LargeViewsMain() {}

    public static void main(String[] arguments) {
        List<String> views = IntStream.range(0, 4).mapToObj(v -> "v" + v).toList();
        Manifest manifest = Manifest.csv(Path.of(arguments[0]))
                .images(views.toArray(String[]::new))
                .label("class")
                .open();
        MultiInputGenerator data = new MultiInputGenerator(
                        manifest, Collections.nCopies(views.size(), ImageForm.rgb(SIDE, SIDE)))
                .reader(ReadBy.valueOf(arguments[1]))
                .augmentation(Augmentation.none().horizontalFlip().brightness(0.1));
        List<SymbolicTensor> inputs =
                views.stream().map(v -> Input.image(v, SIDE, SIDE, 3)).toList();
        List<SymbolicTensor> features = inputs.stream()
                .map(input -> new GlobalAveragePooling2D()
                        .apply(new Conv2D(2, 3).strides(8).apply(input)))
                .toList();
        try (Model model = new Model(inputs, new Dense(2).apply(new Concatenate().apply(features)))
                .seed(1)
                .compile(new SGD(0.1), Loss.softmaxCrossEntropy())) {
            var history = model.fit(data, Fit.epochs(2).batchSize(2).verbose(false));
            for (double loss : history.get("loss")) {
                System.out.println("loss " + loss);
            }
        }
        System.out.println("heap " + (Runtime.getRuntime().maxMemory() >> 20) + " MB");
    }
}
