package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What {@link Devices#report} found.
 *
 * @param table one row for each device: name, as {@link Device} writes it; type, as TensorFlow names it; gigabytes of memory
 *     that TensorFlow may use (2^30 bytes), missing for a CPU, whose figure is not real
 * @param why what is missing for a GPU, in a sentence; empty where there is one
 */
public record DeviceReport(Table table, String why) {

    private static final double GIGABYTE = 1 << 30;

    /**
     * A device as TensorFlow tells of it.
     *
     * @param name ends in {@code device:GPU:0}
     */
    record Seen(String name, String type, long bytes) {}

    static DeviceReport of(List<Seen> seen, String missing) {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        DoubleColumn memory = DoubleColumn.create("gigabytes");
        for (Seen device : seen) {
            names.add(device.name().replaceFirst(".*device:", "").toLowerCase(Locale.ROOT));
            types.add(device.type());
            memory.append(device.type().equals("GPU") ? device.bytes() / GIGABYTE : Double.NaN);
        }
        Table table =
                Table.create("devices", StringColumn.create("name", names), StringColumn.create("type", types), memory);
        return new DeviceReport(table, types.contains("GPU") ? "" : missing);
    }

    /** Whether TensorFlow sees a GPU. */
    public boolean hasGpu() {
        return has(new Device(Device.Kind.GPU, 0));
    }

    /** Whether TensorFlow sees this device. */
    public boolean has(Device device) {
        return names().contains(device.toString());
    }

    /** The names, such as {@code cpu:0}. */
    public List<String> names() {
        return table.stringColumn("name").asList();
    }

    /** What stands below the table: empty, or {@code no GPU: ...}. */
    public String note() {
        return why.isEmpty() ? "" : "no GPU: " + why;
    }

    /** The table, and why there is no GPU. */
    @Override
    public String toString() {
        return table.printAll() + (why.isEmpty() ? "" : "\n" + note());
    }
}
