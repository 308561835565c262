package polyview.travel;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import polyview.data.Batch;
import polyview.data.DataFingerprint;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;

/** Makes the data sets of parcels in a process of its own, and prints what is in them; or why it cannot. */
final class DataMain {

    private DataMain() {}

    /** Arguments: files with a parcel each. */
    public static void main(String... args) throws IOException, ClassNotFoundException {
        for (String file : List.of(args)) {
            try (var in = new ObjectInputStream(Files.newInputStream(Path.of(file)))) {
                DataParcel parcel = (DataParcel) in.readObject();
                String made;
                try {
                    made = line(parcel.make());
                } catch (IllegalStateException e) {
                    made = "refused " + e.getMessage();
                }
                System.out.println("data " + made);
            }
        }
    }

    /** All that a model sees of a data set: names, shapes, and the bits of two passes, one of a training. */
    static String line(Dataset data) {
        return data.size() + " " + data.inputNames() + data.inputShapes() + data.targetNames() + data.targetShapes()
                + data.targetClasses() + data.hasSampleWeights() + " " + bits(data, Order.asStored()) + " "
                + bits(data, Order.shuffled(7, 3));
    }

    private static String bits(Dataset data, Order order) {
        List<FloatArray> all = new ArrayList<>();
        try (Epoch epoch = data.epoch(4, order)) {
            while (epoch.hasNext()) {
                Batch batch = epoch.next();
                all.addAll(batch.inputs());
                all.addAll(batch.targets());
            }
        }
        return DataFingerprint.ofValues(data.size(), all).sha256();
    }
}
