package polyview.training;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.TensorFlow;
import polyview.base.Machine;
import polyview.base.Shapes;
import polyview.base.Startup;
import polyview.data.Dataset;
import polyview.models.Device;
import polyview.models.Devices;
import polyview.models.Engine;
import polyview.models.PrecisionReport;
import polyview.models.Program;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Where the numbers of a history come from: what must be the same for the same bits to come again.
 *
 * <p>{@code seed}, {@code data} and {@code validation} ({@link polyview.data.DataFingerprint}), {@code batchSize}, {@code shuffle}, {@code
 * cluster} (where machines shared the training: {@code 2 parts, averaged gradients}),
 * {@code optimizer}, {@code loss}, {@code program} (a digest of the network and of what compile added), {@code firstStep} (0, or where
 * a training goes on), {@code polyview}, {@code tensorflow}, {@code java}, {@code system}, {@code processor}, {@code instructions},
 * {@code cores}, {@code device}, {@code threads} (where they were set), {@code oneDNN} and {@code precision}.
 *
 * <p>Example: {@code history.provenance().get("seed")} is {@code 7}.
 *
 * @param facts by name, in this order; empty where a history was not made by a training
 */
public record Provenance(Map<String, String> facts) implements Serializable {

    static {
        Startup.begin();
    }

    /** A copy of the map is kept. */
    public Provenance {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** Of a history that was not made by a training. */
    public static Provenance none() {
        return new Provenance(Map.of());
    }

    /** Of a training that begins now. */
    static Provenance of(Engine engine, Fit options, Dataset data) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("seed", String.valueOf(engine.seed()));
        facts.put("data", data.fingerprint().toString());
        options.validation()
                .ifPresent(valid -> facts.put("validation", valid.fingerprint().toString()));
        facts.put("batchSize", String.valueOf(options.batchSize()));
        facts.put("shuffle", String.valueOf(options.shuffle()));
        options.cluster().ifPresent(c -> facts.put("cluster", Shapes.count(c.parts(), "part") + ", " + c.averaging()));
        Program.Training training = engine.training();
        facts.put("optimizer", training.optimizer());
        facts.put("loss", training.heads().stream().map(Program.HeadSpec::loss).collect(Collectors.joining("; ")));
        facts.put("program", engine.program().fingerprint());
        facts.put("firstStep", String.valueOf(engine.step()));
        facts.put("polyview", Machine.toolkitVersion());
        facts.put("tensorflow", TensorFlow.version());
        facts.put("java", Runtime.version().toString());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("processor", Machine.processor());
        facts.put("instructions", String.join(" ", Machine.instructions()));
        facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put(
                "device",
                engine.device().map(Device::toString).orElse(Devices.report().hasGpu() ? "gpu:0" : "cpu:0"));
        engine.threads().ifPresent(n -> facts.put("threads", String.valueOf(n)));
        facts.put("oneDNN", Devices.report().oneDnn());
        PrecisionReport precision = engine.precision();
        facts.put("precision", precision.toString());
        return new Provenance(facts);
    }

    /** One fact; refused: {@code no fact named gpu; there are [seed, data, ...]}. */
    public String get(String name) {
        if (!facts.containsKey(name)) {
            throw new IllegalArgumentException("no fact named " + name + "; there are " + facts.keySet());
        }
        return facts.get(name);
    }

    /** The columns {@code fact} and {@code value}. */
    public Table table() {
        return Table.create(
                "provenance",
                StringColumn.create("fact", facts.keySet()),
                StringColumn.create("value", facts.values()));
    }

    /** One JSON object, all values as text. */
    public String json() {
        return facts.entrySet().stream()
                .map(fact -> "  " + quoted(fact.getKey()) + ": " + quoted(fact.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    /** As RFC 8259 wants it: quotes, backslashes and control characters are escaped. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** All facts, a line each. */
    @Override
    public String toString() {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + ": " + fact.getValue())
                .collect(Collectors.joining("\n"));
    }
}
