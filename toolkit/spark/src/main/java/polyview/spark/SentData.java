package polyview.spark;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import polyview.experiments.RunParcel;
import polyview.travel.DataParcel;

/** The data of runs as broadcasts, each once for a connection. For one thread. */
final class SentData implements AutoCloseable {

    private final JavaSparkContext context;
    private final Map<String, Broadcast<byte[]>> data = new HashMap<>();

    SentData(JavaSparkContext context) {
        this.context = context;
    }

    /** What a run needs, by id. */
    Map<String, Broadcast<byte[]>> of(RunParcel parcel) {
        Map<String, Broadcast<byte[]>> needed = new LinkedHashMap<>();
        for (DataParcel part : parcel.data()) {
            needed.put(part.id(), data.computeIfAbsent(part.id(), id -> context.broadcast(Bytes.of(part))));
        }
        return needed;
    }

    @Override
    public void close() {
        if (!context.sc().isStopped()) {
            data.values().forEach(Broadcast::destroy);
        }
    }
}
