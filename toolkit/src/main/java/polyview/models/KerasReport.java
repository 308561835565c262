package polyview.models;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.base.Startup;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What {@link KerasWeights#into} has set, weight by weight: those of the model in Keras' order, and then what else the file has.
 *
 * <p>Example: {@code vgg16.h5: 26 loaded, 6 missing in the model}.
 *
 * @param file that was read
 * @param rows one for each weight
 */
public record KerasReport(Path file, List<Row> rows) {

    static {
        Startup.begin();
    }

    /** What happened to a weight. */
    public enum Outcome {
        /** Set to the numbers of the file. */
        LOADED("loaded"),
        /** The same, but numbers with more bits than a 32-bit float were rounded. */
        ROUNDED("loaded, rounded"),
        /** Left as it was: the file does not have it. */
        MISSING_IN_FILE("missing in the file"),
        /** Not used: the model does not have it. */
        MISSING_IN_MODEL("missing in the model"),
        /** Left as it was: the file has it in another shape. */
        OTHER_SHAPE("other shape");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * A weight.
     *
     * @param layer the path of its layer; the file's where the model does not have it
     * @param weight its name, or what the file has in its place
     * @param inFile its shape in the file
     * @param inModel its shape in the model
     * @param outcome what happened
     * @param dataset its path in the file; empty where the file does not have it
     */
    public record Row(
            String layer,
            String weight,
            Optional<Shape> inFile,
            Optional<Shape> inModel,
            Outcome outcome,
            String dataset) {

        /** In one line: {@code layer conv1, weight kernel: (3, 3, 1, 8) in the file (/conv1/kernel:0), (3, 3, 3, 8) in the model}. */
        @Override
        public String toString() {
            String told = inFile.map(shape -> Shapes.text(shape) + " in the file (" + dataset + ")")
                    .orElse("missing in the file");
            return "layer " + layer + ", weight " + weight + ": " + told + ", "
                    + inModel.map(shape -> Shapes.text(shape) + " in the model").orElse("missing in the model");
        }
    }

    public KerasReport {
        rows = List.copyOf(rows);
    }

    /** How many weights had this outcome. */
    public int count(Outcome outcome) {
        return (int) rows.stream().filter(row -> row.outcome() == outcome).count();
    }

    /** The rows as a table. */
    public Table table() {
        return Table.create(
                "weights of Keras",
                StringColumn.create("layer", rows.stream().map(Row::layer)),
                StringColumn.create("weight", rows.stream().map(Row::weight)),
                StringColumn.create("shape in file", rows.stream().map(row -> text(row.inFile()))),
                StringColumn.create("shape in model", rows.stream().map(row -> text(row.inModel()))),
                StringColumn.create(
                        "what happened", rows.stream().map(row -> row.outcome().toString())));
    }

    private static String text(Optional<Shape> shape) {
        return shape.map(Shapes::text).orElse("");
    }

    /** The file and how many weights had which outcome, in one line. */
    @Override
    public String toString() {
        Map<Outcome, Integer> counts = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (count(outcome) > 0) {
                counts.put(outcome, count(outcome));
            }
        }
        List<String> told = counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .toList();
        return file.getFileName() + ": " + String.join(", ", told);
    }
}
