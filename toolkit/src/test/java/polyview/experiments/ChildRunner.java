package polyview.experiments;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.training.ChildJvm;
import polyview.travel.DataParcel;

/** Executes all runs in one other process, which gets nothing but bytes. */
final class ChildRunner implements Runner {

    private final Path folder;
    private final List<String> flags;
    private List<String> lines = List.of();

    ChildRunner(Path folder, String... flags) {
        this.folder = folder;
        this.flags = List.of(flags);
    }

    /** What the other process printed. */
    List<String> lines() {
        return lines;
    }

    @Override
    public void run(List<RunTask> tasks, RunReport report) {
        RunParcels packing = new RunParcels();
        List<RunParcel> runs = new ArrayList<>();
        Map<String, DataParcel> data = new LinkedHashMap<>();
        for (RunTask task : tasks) {
            report.begin(task);
            RunParcel run = packing.of(task);
            runs.add(run);
            run.data().forEach(parcel -> data.put(parcel.id(), parcel));
        }
        List<RunResult> results = there(new ArrayList<>(data.values()), runs);
        for (int i = 0; i < tasks.size(); i++) {
            report.end(tasks.get(i), results.get(i));
        }
    }

    @SuppressWarnings("unchecked") // ParcelsMain writes such a list
    private List<RunResult> there(List<DataParcel> data, List<RunParcel> runs) {
        Path sent = folder.resolve("sent");
        Path results = folder.resolve("results");
        try (var out = new ObjectOutputStream(Files.newOutputStream(sent))) {
            out.writeObject(data);
            out.writeObject(runs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines = ChildJvm.run(ParcelsMain.class, flags, sent.toString(), results.toString());
        try (var in = new ObjectInputStream(Files.newInputStream(results))) {
            return (List<RunResult>) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError("no results came back", e);
        }
    }
}
