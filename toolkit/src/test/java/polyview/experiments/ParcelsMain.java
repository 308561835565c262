package polyview.experiments;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import polyview.data.Dataset;
import polyview.travel.DataParcel;

/** Executes the parcels of a file in a process of its own, and writes their results into another; prints the progress. */
final class ParcelsMain {

    private ParcelsMain() {}

    /** Arguments: the file with the parcels, the file for the results. */
    public static void main(String... args) throws IOException, ClassNotFoundException {
        Map<String, Dataset> data = new HashMap<>();
        List<RunResult> results = new ArrayList<>();
        try (var in = new ObjectInputStream(Files.newInputStream(Path.of(args[0])))) {
            for (Object parcel : (List<?>) in.readObject()) {
                DataParcel sent = (DataParcel) parcel;
                data.put(sent.id(), sent.make());
                System.out.println("data " + sent.what());
            }
            for (Object parcel : (List<?>) in.readObject()) {
                RunParcel sent = (RunParcel) parcel;
                results.add(sent.run(
                                data::get,
                                "the child",
                                progress -> System.out.println(sent.label() + " in " + progress.place() + ": epoch "
                                        + progress.epoch() + "/" + progress.epochs()))
                        .orElseThrow());
            }
        }
        try (var out = new ObjectOutputStream(Files.newOutputStream(Path.of(args[1])))) {
            out.writeObject(results);
        }
    }
}
