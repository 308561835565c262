package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import polyview.base.Startup;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What {@link Devices#report} found.
 *
 * @param table one row for each device: name, as {@link Device} writes it; type, as TensorFlow names it; gigabytes of memory
 *     that TensorFlow may use (2^30 bytes), missing for a CPU, whose figure is not real
 * @param why what is missing for a GPU, in a sentence; empty where there is one
 * @param oneDnn {@code on}, or {@code off: ...} with the reason, as TensorFlow runs it on the CPU; see {@link Devices#oneDnn}
 */
public record DeviceReport(Table table, String why, String oneDnn) {

    static {
        Startup.begin();
    }

    private static final double GIGABYTE = 1 << 30;

    /**
     * A device as TensorFlow tells of it.
     *
     * @param name ends in {@code device:GPU:0}
     */
    record Seen(String name, String type, long bytes) {}

    static DeviceReport of(List<Seen> seen, String missing, String oneDnn) {
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
        return new DeviceReport(table, types.contains("GPU") ? "" : missing, oneDnn);
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

    /** What stands below the table, a line each: {@code no GPU: ...} where there is none, and {@code oneDNN: on}. */
    public List<String> notes() {
        String cpu = "oneDNN: " + oneDnn;
        return why.isEmpty() ? List.of(cpu) : List.of("no GPU: " + why, cpu);
    }

    /** The table, why there is no GPU, and whether oneDNN is on. */
    @Override
    public String toString() {
        return table.printAll() + "\n" + String.join("\n", notes());
    }
}
