package polyview.spark;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.Dataset;
import polyview.experiments.RunKey;
import polyview.experiments.RunParcel;
import polyview.experiments.RunParcels;
import polyview.experiments.RunTask;
import polyview.experiments.Split;

/** Makes bytes of runs, and refuses what cannot travel. For one thread. */
final class RunPacking {

    private final Map<RunTask, RunParcel> ahead = new IdentityHashMap<>();
    private RunParcels parcels = new RunParcels();
    private Dataset lastTrain;

    /**
     * Packs the runs of the first seed and fold, which are those of all variants: what cannot travel is refused before anything is
     * connected. More would hold the data of all seeds at once.
     */
    void ahead(List<RunTask> tasks) {
        ahead.clear();
        for (RunTask task : tasks) {
            if (isOfTheSameData(task, tasks.get(0))) {
                ahead.put(task, packed(task));
            }
        }
    }

    /** A run that is to be sent. */
    RunParcel of(RunTask task) {
        RunParcel parcel = ahead.remove(task);
        return parcel == null ? packed(task) : parcel;
    }

    private static boolean isOfTheSameData(RunTask one, RunTask other) {
        RunKey first = one.label().key();
        RunKey second = other.label().key();
        return first.seed() == second.seed() && first.fold() == second.fold();
    }

    private RunParcel packed(RunTask task) {
        forgetOtherSeeds(task);
        return parcels.of(task);
    }

    /** Data of a seed whose runs are packed is not held any longer; data that all seeds share is made bytes of once. */
    private void forgetOtherSeeds(RunTask task) {
        Split split;
        try {
            split = task.data().get();
        } catch (RuntimeException e) {
            return; // The parcel tells it.
        }
        if (split.train() != lastTrain) {
            parcels = new RunParcels();
            lastTrain = split.train();
        }
    }
}
