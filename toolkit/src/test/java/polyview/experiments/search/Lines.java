package polyview.experiments.search;

import java.util.List;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.experiments.RunLabel;
import polyview.experiments.RunResult;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import polyview.training.Fit;

/**
 * Networks of one layer that are trained in no time: on which side of a plane do 16 numbers lie? With a rate of {@link #NOTHING} they stay
 * what they were.
 */
final class Lines {

    /** A learning rate that changes no weight in 32 bits; 0 is refused. */
    static final double NOTHING = 1e-12;

    private static final int NUMBERS = 16;

    private Lines() {}

    static MemoryDataset made(int count, long seed) {
        FloatArray x = Samples.uniform(seed, count, NUMBERS);
        float[] sides = new float[count];
        for (int i = 0; i < count; i++) {
            float sum = 0;
            for (int k = 0; k < NUMBERS; k++) {
                sum += (k % 2 == 0 ? 1 : -1) * x.get(i, k);
            }
            sides[i] = sum > 0 ? 1 : 0;
        }
        return new MemoryDataset(List.of(x), List.of(FloatArray.of(sides, count)));
    }

    static Model model(double rate) {
        var x = Input.of("x", NUMBERS);
        return new Model(x, new Dense(2).apply(x))
                .compile(new Adam(rate), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    /** Of the option {@code rate}, by the loss on the validation data, each run on one thread. */
    static Search search(Space space) {
        return Search.named("lines")
                .space(space)
                .model(options -> model(options.number("rate")))
                .fit(Fit.epochs(3).batchSize(16).threads(1))
                .data(made(96, 1), made(64, 2))
                .score("loss")
                .verbose(false);
    }

    /** Notes the runs that are done, also by several threads. */
    static SearchListener noting(List<String> runs) {
        return new SearchListener() {
            @Override
            public synchronized void onRunEnd(RunLabel label, RunResult run) {
                runs.add(run.key().toString());
            }
        };
    }

    static List<Options> designs(SearchResults results) {
        return results.trials().stream().map(Trial::options).toList();
    }
}
