package polyview.experiments;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyview.data.Dataset;
import polyview.travel.DataParcel;

/**
 * Makes the parcels of the runs of a sweep; data that several runs have is made bytes of once, as long as this object lives.
 *
 * <pre>{@code
 * RunParcels parcels = new RunParcels();
 * for (RunTask task : tasks) {
 *     RunParcel parcel = parcels.of(task);          // refuses, before anything is sent, what cannot travel
 * }
 * }</pre>
 *
 * <p>Data must not change while it is used. For one thread.
 */
public final class RunParcels {

    private final Map<Dataset, DataParcel> packed = new IdentityHashMap<>();
    private final RunPlace here = RunPlace.here();

    /** For runs that are planned in this process. */
    public RunParcels() {}

    /** The parcel of a run; see {@link RunParcel#of}. */
    public RunParcel of(RunTask task) {
        Map<String, DataParcel> data = new LinkedHashMap<>();
        ValueOrError<Split> made = ValueOrError.of(task.data());
        RunKey run = task.label().key();
        String ofSeed = " of seed " + run.seed() + (run.fold() > 0 ? " fold " + run.fold() : "");
        Optional<RunContent.Parts> parts = made.value()
                .map(split -> new RunContent.Parts(
                        id("train" + ofSeed, split.train(), data),
                        split.valid().map(valid -> id("valid" + ofSeed, valid, data)),
                        id("test" + ofSeed, split.test(), data)));
        List<RunContent.Measured> measures = new ArrayList<>();
        for (Measure measure : task.measures()) {
            String id = id("of measure " + measure.name(), measure.data(), data);
            measures.add(new RunContent.Measured(measure.name(), measure.metric(), id));
        }
        RunContent content = new RunContent(
                task.program(),
                task.metrics(),
                task.weights(),
                task.options(),
                task.callbacks(),
                measures,
                parts,
                made.value().isPresent() ? "" : "no data: " + made.reason());
        return new RunParcel(task.label(), here, content, List.copyOf(data.values()));
    }

    private String id(String name, Dataset of, Map<String, DataParcel> data) {
        DataParcel parcel = packed.computeIfAbsent(of, set -> DataParcel.of(name, set));
        data.putIfAbsent(parcel.id(), parcel);
        return parcel.id();
    }
}
