package polyview.spark;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;
import polyview.data.Dataset;
import polyview.experiments.RunParcel;
import polyview.experiments.RunParcels;
import polyview.experiments.RunTask;
import polyview.experiments.Split;
import polyview.travel.DataParcel;

/** Makes what is sent of runs: the run itself as bytes, and its data as broadcasts, each once for the sweep. For one thread. */
final class SentRuns implements AutoCloseable {

    private final JavaSparkContext context;
    private final CollectionAccumulator<String> progress;
    private final Map<String, Broadcast<byte[]>> data = new HashMap<>();
    private RunParcels parcels = new RunParcels();
    private Dataset lastTrain;

    SentRuns(JavaSparkContext context, CollectionAccumulator<String> progress) {
        this.context = context;
        this.progress = progress;
    }

    SentRun of(RunTask task) {
        forgetOtherSeeds(task);
        RunParcel parcel = parcels.of(task);
        Map<String, Broadcast<byte[]>> needed = new LinkedHashMap<>();
        for (DataParcel part : parcel.data()) {
            needed.put(part.id(), data.computeIfAbsent(part.id(), id -> context.broadcast(Bytes.of(part))));
        }
        return new SentRun(new RunOnExecutor(task.label().number(), Bytes.of(parcel), needed, progress));
    }

    /** Data of a seed whose runs are sent is not held any longer; data that all seeds share is made bytes of once. */
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

    @Override
    public void close() {
        if (!context.sc().isStopped()) {
            data.values().forEach(Broadcast::destroy);
        }
    }
}
