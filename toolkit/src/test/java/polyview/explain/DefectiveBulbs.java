package polyview.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.datasets.MadeBulbs;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalMaxPooling2D;
import polyview.layers.Layer;
import polyview.layers.MaxPooling2D;
import polyview.layers.Maximum;
import polyview.layers.Sequential;
import polyview.layers.SymbolicTensor;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Fit;
import polyview.training.LearningRateSchedule;

/**
 * A network of four images that finds defective bulbs, and the bulbs that it finds: of each it is known which view shows the defect.
 *
 * @param model trained
 * @param accuracy on bulbs that it was not trained on
 * @param images the four images of the defective bulbs that the model calls defective
 * @param views of each of these, the view that shows the defect
 */
record DefectiveBulbs(Model model, double accuracy, List<FloatArray> images, List<Integer> views) {

    private static final int SIZE = 24;

    /** Trains, from one seed. */
    static DefectiveBulbs of(int train, int test, int epochs, long seed) {
        List<SymbolicTensor> inputs = new ArrayList<>();
        for (String name : List.of("front", "right", "back", "left")) {
            inputs.add(Input.image(name, SIZE, SIZE, 1));
        }
        Layer encoder = new Sequential(
                new Conv2D(8, 5).activation(Activation.RELU),
                new MaxPooling2D(2),
                new BatchNormalization().momentum(0.9),
                new Conv2D(16, 3).activation(Activation.RELU),
                new MaxPooling2D(2),
                new BatchNormalization().momentum(0.9),
                new Conv2D(32, 3).activation(Activation.RELU),
                new GlobalMaxPooling2D());
        SymbolicTensor x =
                new Maximum().apply(inputs.stream().map(encoder::apply).toList());
        Model model = new Model(inputs, new Dense(2).apply(x)).seed(seed);
        double rate = 5e-3;
        model.compile(new Adam(rate), Loss.softmaxCrossEntropy(), Metric.accuracy());
        model.fit(
                bulbs(train, 1).fourInputs().rescaled(2, -1),
                Fit.epochs(epochs).verbose(false).callbacks(LearningRateSchedule.at(epochs, rate / 4)));
        MadeBulbs made = bulbs(test, 3);
        MemoryDataset data = made.fourInputs().rescaled(2, -1);
        FloatArray scores = model.predict(data);
        float[] classes = data.all().targets().get(0).values();
        int[] found = IntStream.range(0, test)
                .filter(n -> classes[n] == MadeBulbs.DEFECT && scores.get(n, 1) > scores.get(n, 0))
                .toArray();
        return new DefectiveBulbs(
                model,
                model.evaluate(data).get("accuracy"),
                data.all().inputs().stream().map(images -> images.rows(found)).toList(),
                IntStream.of(found)
                        .mapToObj(n -> made.truth().intColumn("view").get(n))
                        .toList());
    }

    private static MadeBulbs bulbs(int count, long seed) {
        return MadeBulbs.of(count, seed).size(SIZE, SIZE).contrast(0.8f);
    }

    /** The part of the bulbs of which the view of the largest share is the one with the defect; none is wrong too. */
    double right(Attribution a) {
        int right = 0;
        for (int n = 0; n < views.size(); n++) {
            View shown = a.views().get(views.get(n));
            right += a.decidedBy(n).filter(shown::equals).isPresent() ? 1 : 0;
        }
        return right / (double) views.size();
    }

    /** The mean share of the view with the defect, of those that have shares. */
    double meanShare(Attribution a) {
        return IntStream.range(0, views.size())
                .filter(a::hasShares)
                .mapToDouble(n -> a.share(n, views.get(n)))
                .average()
                .orElse(0);
    }
}
