package polyview.experiments;

import java.util.Map;
import polyview.layers.Fusion;
import polyview.models.Devices;
import polyview.training.Fit;

/** Runs one experiment with runs one after another and with several at once, and says whether the results are the same. */
final class SideBySideMain {

    private SideBySideMain() {}

    static Experiment experiment(Fit fit) {
        return MadeExperiment.experiment()
                .variant("average", () -> MadeExperiment.pairs(Fusion.average()))
                .fit(fit.batchSize(16));
    }

    /** No arguments. */
    public static void main(String[] arguments) {
        System.out.println("oneDNN " + Devices.oneDnn());
        for (Fit fit : new Fit[] {Fit.epochs(2).threads(1), Fit.epochs(2)}) {
            Results one = experiment(fit).run();
            Results several = experiment(fit).run(Runner.local(3));
            Map<String, Map<String, Double>> scores = MadeExperiment.scores(one);
            boolean same = scores.equals(MadeExperiment.scores(several))
                    && MadeExperiment.timeless(one.epochs()).equals(MadeExperiment.timeless(several.epochs()));
            System.out.println("threads " + fit.threads() + ", " + scores.size() + " runs, complete "
                    + several.complete() + ", the same " + same);
        }
    }
}
