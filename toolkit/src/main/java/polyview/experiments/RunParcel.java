package polyview.experiments;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import polyview.data.Dataset;
import polyview.training.Callback;
import polyview.travel.Bundle;
import polyview.travel.DataParcel;

/**
 * A run of an experiment as bytes, to be executed in another process, which needs the toolkit and none of the user's classes.
 *
 * <p>It is Java-serializable. The program, the weights, the options, the metrics and the callbacks are in it, with the classes of notebook
 * cells that they are made of; its data is beside it, since many runs have the same: {@link #data} has to be sent once to each process, and
 * {@link #run} asks for it by its id. {@link RunParcels} makes the parcels of many runs.
 *
 * <pre>{@code
 * RunParcel parcel = RunParcel.of(task);                              // where the sweep runs
 * out.writeObject(parcel.data());
 * out.writeObject(parcel);
 *
 * Map<String, Dataset> data = ...;                                    // elsewhere: id -> parcel.make(), once
 * RunResult result = parcel.run(data::get).orElseThrow();
 * }</pre>
 *
 * <p>The result has the same bits as that of {@link RunTask#run}, but for times: on the same kind of processor, with the same versions and with
 * oneDNN on in both places, or off in both. Where versions or oneDNN differ the run is refused.
 */
public final class RunParcel implements Serializable {

    private static final long serialVersionUID = 1;

    private final RunLabel label;
    private final RunPlace planned;
    private final byte[] bytes;
    private final List<String> ids;
    /** Sent beside it, so that what many runs share is sent once; null elsewhere. */
    private final transient List<DataParcel> data;

    RunParcel(RunLabel label, RunPlace planned, RunContent content, List<DataParcel> data) {
        this.label = label;
        this.planned = planned;
        this.bytes = Bundle.of(label.toString(), content);
        this.ids = new ArrayList<>(data.stream().map(DataParcel::id).toList());
        this.data = data;
    }

    /**
     * A run that can be sent. The user's function that gives the data of its seed is called here; where it fails, the run will fail as it does
     * here.
     *
     * <p>Refused with an {@link IllegalArgumentException}: {@code data train of seed 1 cannot travel: class Mine gives no recipe(); give it in
     * memory (Dataset.of), by a manifest, or override recipe()}; a metric or a callback that is not serializable, with the path to what it
     * holds.
     */
    public static RunParcel of(RunTask task) {
        return new RunParcels().of(task);
    }

    /** Which run it is. */
    public RunLabel label() {
        return label;
    }

    /** Where it was planned: where it is executed must be like it. */
    public RunPlace planned() {
        return planned;
    }

    /** The ids of its data, each once. */
    public List<String> dataIds() {
        return List.copyOf(ids);
    }

    /** Its data, each once; refused where the parcel was sent: {@code the data of run 3/10 concat seed 2 is sent beside it}. */
    public List<DataParcel> data() {
        if (data == null) {
            throw new IllegalStateException("the data of " + label + " is sent beside it, not in it");
        }
        return data;
    }

    /** The number of bytes, without the data. */
    public int size() {
        return bytes.length;
    }

    /** Executes it on this thread, as {@link #run(Function, String, Consumer)} does. */
    public Optional<RunResult> run(Function<String, Dataset> dataById) {
        return run(dataById, RunProgress.HERE, progress -> {});
    }

    /**
     * Executes the whole run on this thread, and tells how far it is; it may be executed again, with fresh callbacks.
     *
     * <p>An error of the run makes it a failed run with the reason that it would have had in the first process. An interrupt of this thread
     * ends it after the step that runs: it then has no result.
     *
     * <p>Refused with an {@link IllegalStateException}: a place with other versions, or with oneDNN on where the run was planned with it off,
     * or off where it was on, see {@link RunPlace}.
     *
     * @param dataById gives the data with this id, what {@link DataParcel#make} made
     * @param place what the progress calls this process, such as {@code host:port executor 2}
     * @param progress is told a few times a second
     */
    public Optional<RunResult> run(Function<String, Dataset> dataById, String place, Consumer<RunProgress> progress) {
        planned.require(label.toString(), RunPlace.here());
        RunContent content = (RunContent) Bundle.open(bytes);
        if (content.parts().isEmpty()) {
            return Optional.of(RunResult.failed(
                    label.key(), content.noData(), content.program().parameters(), 0));
        }
        return new SingleRun(content.task(label, dataById), new Told(place, progress)).run();
    }

    /** {@code run 3/10 concat seed 2: 41,207 bytes, and 3 data sets beside it}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %,d bytes, and %d data sets beside it", label, bytes.length, ids.size());
    }

    /** Gives on how far the run is; all else is for the process that the result goes to. */
    private record Told(String place, Consumer<RunProgress> progress) implements RunReport {

        @Override
        public boolean begin(RunTask task) {
            return true;
        }

        @Override
        public void step(RunTask task, Callback.Run training) {}

        @Override
        public void progress(RunTask task, RunProgress here) {
            progress.accept(new RunProgress(place, here.epoch(), here.epochs(), here.partOfEpoch(), here.values()));
        }

        @Override
        public void end(RunTask task, RunResult result) {}

        @Override
        public void abandon(RunTask task) {}
    }
}
