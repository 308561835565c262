package polyview.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * A notebook's file, read.
 *
 * @param name of the file
 * @param kernel the name of the kernelspec that it asks for
 * @param cells all of them, text and code
 */
record Page(String name, String kernel, List<Cell> cells) {

    /**
     * One cell.
     *
     * @param number from 1, text cells counted too
     * @param count how many code cells ran up to this one; 0 for a cell that has not run
     */
    record Cell(int number, boolean code, String source, List<String> tags, int count, List<JsonObject> outputs) {}

    static Page read(Path file) throws IOException {
        JsonObject root = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        List<JsonObject> cells = objects(root.get("cells"));
        return new Page(
                file.getFileName().toString(),
                root.getAsJsonObject("metadata")
                        .getAsJsonObject("kernelspec")
                        .get("name")
                        .getAsString(),
                IntStream.range(0, cells.size())
                        .mapToObj(i -> cell(i + 1, cells.get(i)))
                        .toList());
    }

    private static Cell cell(int number, JsonObject cell) {
        JsonElement count = cell.get("execution_count");
        JsonObject metadata = cell.getAsJsonObject("metadata");
        return new Cell(
                number,
                cell.get("cell_type").getAsString().equals("code"),
                text(cell.get("source")),
                metadata.has("tags") ? strings(metadata.get("tags")) : List.of(),
                count == null || count.isJsonNull() ? 0 : count.getAsInt(),
                cell.has("outputs") ? objects(cell.get("outputs")) : List.of());
    }

    List<Cell> codeCells() {
        return cells.stream().filter(Cell::code).toList();
    }

    /** All outputs, in their order. */
    List<JsonObject> outputs() {
        return cells.stream().flatMap(cell -> cell.outputs().stream()).toList();
    }

    static String type(JsonObject output) {
        return output.get("output_type").getAsString();
    }

    /** A notebook file holds text as one string or as a list of lines. */
    static String text(JsonElement value) {
        return value.isJsonArray() ? String.join("", strings(value)) : value.getAsString();
    }

    private static List<String> strings(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    private static List<JsonObject> objects(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }
}
