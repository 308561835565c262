package polyview.spark;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;
import polyview.experiments.RunParcel;
import polyview.experiments.RunResult;

/** Executes a run where Spark puts it; the result is plain text, empty where the run was interrupted. */
final class RunOnExecutor implements Function<Integer, HashMap<String, String>> {

    private static final long serialVersionUID = 1;

    private final int number;
    private final byte[] parcel;
    private final Map<String, Broadcast<byte[]>> data;
    private final CollectionAccumulator<String> progress;

    RunOnExecutor(
            int number, byte[] parcel, Map<String, Broadcast<byte[]>> data, CollectionAccumulator<String> progress) {
        this.number = number;
        this.parcel = parcel;
        this.data = data;
        this.progress = progress;
    }

    /** An error of the run is its result, and Spark does not repeat it; one of the JVM is Spark's. */
    @Override
    public HashMap<String, String> call(Integer one) {
        RunParcel run = (RunParcel) Bytes.object(parcel);
        ProgressText text = new ProgressText(number, progress);
        try {
            Optional<RunResult> result =
                    run.run(id -> ExecutorData.of(id, data.get(id)::value), Place.here(), text::tell);
            return new HashMap<>(result.map(RunResult::entries).orElse(Map.of()));
        } catch (RuntimeException e) {
            return new HashMap<>(
                    RunResult.failed(run.label().key(), FirstLine.of(e), 0, 0).entries());
        } finally {
            progress.reset();
        }
    }
}
