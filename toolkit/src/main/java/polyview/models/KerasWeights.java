package polyview.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.base.Startup;
import polyview.data.FloatArray;
import polyview.models.KerasReport.Outcome;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The weights in a file that Keras wrote: {@code .h5} (Keras 2 and 3, weights alone or a whole model), {@code .weights.h5} and {@code
 * .keras} (Keras 3). What the optimizer kept is left out.
 *
 * <pre>{@code
 * var report = KerasWeights.read(Path.of("mobilenet_v2.h5")).into(model);   // layers of the same names
 * report.table()                                                            // what happened to each weight
 * }</pre>
 *
 * <p>Layers are matched by name, {@link #rename} translates; {@link #byOrder} takes them one after the other. All weights of the file
 * and of the model must match, or nothing is set; {@link #partly} takes what does. The layers here that Keras has too keep their weights
 * in the same layouts, so nothing is transposed: kernels are (height, width, in, out), of {@code Dense} (in, out), of {@code
 * Conv2DTranspose} (height, width, out, in). Numbers of 16 and 64 bits become 32-bit floats, and the report tells where that rounds.
 *
 * <p>It needs {@code io.jhdf:jhdf:0.13.0} beside the toolkit; without it, {@link #read} is refused with these coordinates.
 *
 * <p>HDF5 has no checksums: a damaged {@code .h5} is refused where its structure is damaged or a number is not finite; in a {@code .keras}
 * every changed byte of the weights is found. Refused: what cannot be read ({@link java.io.UncheckedIOException}: {@code cannot read
 * a.h5: it is not an HDF5 file that can be read: ...}), and what does not fit, with the model untouched ({@code a.h5 does not fit: layer
 * dense, weight kernel: (4, 3) in the file (/dense/dense/kernel:0), (4, 2) in the model; partly() takes what fits}).
 */
public final class KerasWeights {

    static {
        Startup.begin();
    }

    private static final int TOLD = 3;

    private final Path file;
    private final KerasLayout.Found found;
    private final boolean byOrder;
    private final boolean partly;
    private final Optional<String> inside;

    private KerasWeights(Path file, KerasLayout.Found found, boolean byOrder, boolean partly, Optional<String> inside) {
        this.file = file;
        this.found = found;
        this.byOrder = byOrder;
        this.partly = partly;
        this.inside = inside;
    }

    /** Reads which weights there are; their numbers are read by {@link #into}. */
    public static KerasWeights read(Path file) {
        KerasLayout.Found found = KerasFile.with(file, opened -> KerasLayout.read(file, opened));
        return new KerasWeights(file, found, false, false, Optional.empty());
    }

    /**
     * Writes the weights of a model as Keras 3 does, for {@code load_weights} of the same network there; the file's name must end in {@code
     * .weights.h5} for Keras. It is there whole or not at all, and has no state of a training. Refused: {@code cannot write a/b.weights.h5:
     * there is no folder a}.
     */
    public static void write(Path file, Model model) {
        KerasFile.write(file, KerasTarget.of(model.life().network()), model.weights());
    }

    /**
     * Takes layers in the order of Keras instead of by name: in {@code .h5} the first layer with weights is the model's first, and so on;
     * in {@code .weights.h5} and {@code .keras} the first {@code conv2d} is the model's first {@code Conv2D}.
     */
    public KerasWeights byOrder() {
        return new KerasWeights(file, found, true, partly, inside);
    }

    /** Sets what fits, and leaves the rest as it is; refused only where nothing fits. */
    public KerasWeights partly() {
        return new KerasWeights(file, found, byOrder, true, inside);
    }

    /** Fills one layer, such as an encoder that is shared by several images, as if it were the whole model. */
    public KerasWeights inside(String layer) {
        return new KerasWeights(file, found, byOrder, partly, Optional.of(layer));
    }

    /** Gives a layer of the file another name; see {@link #rename(Map)}. */
    public KerasWeights rename(String inFile, String inModel) {
        return rename(Map.of(inFile, inModel));
    }

    /**
     * Gives layers of the file, also inside others as {@code encoder/conv1}, the names that the model has. Refused: {@code a.h5 has
     * no layer named conv; there are [conv1, dense]}.
     */
    public KerasWeights rename(Map<String, String> names) {
        Set<String> known = new LinkedHashSet<>();
        found.entries().forEach(entry -> known.addAll(List.of(entry.outer(), entry.layer())));
        for (String name : names.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        file.getFileName() + " has no layer named " + name + "; there are " + known);
            }
        }
        List<KerasEntry> renamed =
                found.entries().stream().map(entry -> renamed(entry, names)).toList();
        return new KerasWeights(file, new KerasLayout.Found(found.numbered(), renamed), byOrder, partly, inside);
    }

    private static KerasEntry renamed(KerasEntry entry, Map<String, String> names) {
        String whole = names.get(entry.layer());
        if (whole != null) {
            int slash = whole.indexOf('/');
            return slash < 0
                    ? entry.under(whole, "")
                    : entry.under(whole.substring(0, slash), whole.substring(slash + 1));
        }
        return entry.under(names.getOrDefault(entry.outer(), entry.outer()), entry.inside());
    }

    /** What the file has: layer, weight, shape, type and path of each. */
    public Table table() {
        List<KerasEntry> all = found.entries();
        return Table.create(
                file.getFileName().toString(),
                StringColumn.create("layer", all.stream().map(this::told)),
                StringColumn.create("weight", all.stream().map(KerasEntry::plainWeight)),
                StringColumn.create("shape", all.stream().map(entry -> Shapes.text(entry.shape()))),
                StringColumn.create("type", all.stream().map(KerasEntry::type)),
                StringColumn.create("dataset", all.stream().map(KerasEntry::dataset)));
    }

    /** In files of names alone the path inside a layer repeats its name. */
    private String told(KerasEntry entry) {
        return found.numbered() || !entry.inside().equals(entry.outer()) ? entry.layer() : entry.outer();
    }

    /** How many numbers there are. */
    public long parameters() {
        return found.entries().stream().mapToLong(entry -> entry.shape().size()).sum();
    }

    /** Sets the weights of a model, all that must match or none. */
    public KerasReport into(Model model) {
        Network network = model.life().network();
        List<KerasTarget> targets =
                inside.map(layer -> KerasTarget.inside(network, layer)).orElseGet(() -> KerasTarget.of(network));
        List<KerasMatch.Pair> pairs = KerasMatch.of(found, targets, byOrder);
        KerasReport planned = new KerasReport(
                file, pairs.stream().map(pair -> row(pair, false)).toList());
        requireFit(planned);
        Map<String, FloatArray> values = new LinkedHashMap<>();
        KerasReport done = KerasFile.with(file, opened -> new KerasReport(file, read(opened, pairs, values)));
        model.setWeights(values);
        return done;
    }

    private List<KerasReport.Row> read(Hdf5File opened, List<KerasMatch.Pair> pairs, Map<String, FloatArray> values) {
        List<KerasReport.Row> rows = new ArrayList<>();
        for (KerasMatch.Pair pair : pairs) {
            boolean rounded = false;
            if (row(pair, false).outcome() == Outcome.LOADED) {
                KerasValues read = KerasValues.read(file, opened, pair.entry().orElseThrow());
                values.put(pair.target().orElseThrow().path(), read.array());
                rounded = read.rounded();
            }
            rows.add(row(pair, rounded));
        }
        return rows;
    }

    private KerasReport.Row row(KerasMatch.Pair pair, boolean rounded) {
        Optional<Shape> inFile = pair.entry().map(KerasEntry::shape);
        Optional<Shape> inModel = pair.target().map(KerasTarget::shape);
        Outcome outcome = inFile.isEmpty()
                ? Outcome.MISSING_IN_FILE
                : inModel.isEmpty()
                        ? Outcome.MISSING_IN_MODEL
                        : !inFile.equals(inModel) ? Outcome.OTHER_SHAPE : rounded ? Outcome.ROUNDED : Outcome.LOADED;
        return new KerasReport.Row(
                pair.target()
                        .map(KerasTarget::layer)
                        .or(() -> pair.entry().map(this::told))
                        .orElseThrow(),
                pair.target()
                        .map(KerasTarget::weight)
                        .or(() -> pair.entry().map(KerasEntry::plainWeight))
                        .orElseThrow(),
                inFile,
                inModel,
                outcome,
                pair.entry().map(KerasEntry::dataset).orElse(""));
    }

    private void requireFit(KerasReport planned) {
        List<String> wrong = planned.rows().stream()
                .filter(row -> row.outcome() != Outcome.LOADED)
                .map(KerasReport.Row::toString)
                .toList();
        boolean none = planned.count(Outcome.LOADED) == 0;
        if (none || !partly && !wrong.isEmpty()) {
            String more = wrong.size() > TOLD ? " and " + (wrong.size() - TOLD) + " more" : "";
            throw new IllegalArgumentException(file.getFileName() + " does not fit: "
                    + String.join("; ", wrong.subList(0, Math.min(TOLD, wrong.size()))) + more
                    + (none ? "; byOrder() takes layers of other names" : "; partly() takes what fits"));
        }
    }

    /** The file, and what it has in one line. */
    @Override
    public String toString() {
        return file.getFileName() + " with " + Shapes.count(found.entries().size(), "weight") + ", "
                + Shapes.count(parameters(), "number");
    }
}
