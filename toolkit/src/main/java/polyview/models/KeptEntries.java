package polyview.models;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.FloatArray;
import polyview.data.npy.ArchiveReader;
import polyview.data.npy.ArchiveWriter;

/**
 * What callbacks keep, as entries of a file of weights: {@code @EarlyStopping+val_loss/number/best}, {@code
 * @EarlyStopping+val_loss/array/dense/kernel}. No weight begins so.
 */
final class KeptEntries {

    private static final String MARK = "@";
    private static final String NUMBER = "number";

    private KeptEntries() {}

    static boolean holds(String entry) {
        return entry.startsWith(MARK);
    }

    static void write(ArchiveWriter to, Map<String, Kept> all) throws IOException {
        for (Map.Entry<String, Kept> kept : all.entrySet()) {
            String head = MARK + URLEncoder.encode(kept.getKey(), StandardCharsets.UTF_8);
            for (Map.Entry<String, Double> number : kept.getValue().numbers().entrySet()) {
                to.number(head + "/" + NUMBER + "/" + number.getKey(), number.getValue());
            }
            for (Map.Entry<String, FloatArray> array : kept.getValue().arrays().entrySet()) {
                to.array(head + "/array/" + array.getKey(), array.getValue());
            }
        }
    }

    static Map<String, Kept> read(ArchiveReader from, List<String> entries) {
        Map<String, Map<String, Double>> numbers = new LinkedHashMap<>();
        Map<String, Map<String, FloatArray>> arrays = new LinkedHashMap<>();
        for (String entry : entries) {
            String[] parts = entry.substring(MARK.length()).split("/", 3);
            if (parts.length < 3) {
                throw from.refused(entry, "it has no name of a callback, kind and name");
            }
            String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
            numbers.computeIfAbsent(name, n -> new LinkedHashMap<>());
            arrays.computeIfAbsent(name, n -> new LinkedHashMap<>());
            if (parts[1].equals(NUMBER)) {
                numbers.get(name).put(parts[2], from.number(entry));
            } else {
                arrays.get(name).put(parts[2], from.array(entry));
            }
        }
        Map<String, Kept> all = new LinkedHashMap<>();
        numbers.forEach((name, values) -> all.put(name, new Kept(values, arrays.get(name))));
        return all;
    }
}
