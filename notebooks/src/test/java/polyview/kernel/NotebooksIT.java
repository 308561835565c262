package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.kernel.Page.text;
import static polyview.kernel.Page.type;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every notebook, run by the launcher under the real kernel through Jupyter. */
@Tag("notebooks")
class NotebooksIT {
    private static final Path TARGET = Launcher.NOTEBOOKS.resolve("target");

    @Test
    void everyNotebookRunsAndShowsAPictureAndATable() throws IOException, InterruptedException {
        runAll(Map.of(), TARGET.resolve("executed"));
    }

    /** Runs all notebooks with the launcher, and compares what they show with what is committed. */
    static void runAll(Map<String, String> environment, Path out) throws IOException, InterruptedException {
        List<Path> notebooks = notebooks(Launcher.NOTEBOOKS);
        assertFalse(notebooks.isEmpty(), "there is no notebook in " + Launcher.NOTEBOOKS);
        Launcher.Outcome outcome = Launcher.launch(environment, "--execute", "--no-build", "--out", out.toString());
        assertEquals(0, outcome.code(), outcome.lines().toString());
        assertEquals(notebooks.size(), outcome.lines().size(), outcome.lines().toString());
        for (int i = 0; i < notebooks.size(); i++) {
            String name = notebooks.get(i).getFileName().toString();
            assertTrue(
                    outcome.lines().get(i).matches(name + "  ok  [0-9.]+ s"),
                    outcome.lines().get(i));
            check(out.resolve(name));
            compare(Page.read(notebooks.get(i)), Page.read(out.resolve(name)));
            assertTrue(Files.size(out.resolve(name.replace(".ipynb", ".html"))) > 0, name);
        }
    }

    private static void check(Path notebook) throws IOException {
        int pictures = 0;
        int tables = 0;
        for (JsonObject output : outputs(notebook)) {
            assertFalse(type(output).equals("error"), notebook + ": " + output);
            if (output.has("data")) {
                JsonObject data = output.getAsJsonObject("data");
                if (data.has("image/png")) {
                    checkPng(data.get("image/png").getAsString());
                    pictures++;
                }
                if (data.has("text/html") && text(data.get("text/html")).contains("<table")) {
                    tables++;
                }
            }
        }
        assertTrue(pictures > 0, "no picture in " + notebook);
        assertTrue(tables > 0, "no table in " + notebook);
    }

    /** The outputs that are committed are those of this code, as far as two machines can agree. */
    private static void compare(Page committed, Page executed) {
        for (int i = 0; i < committed.cells().size(); i++) {
            Page.Cell kept = committed.cells().get(i);
            if (!kept.tags().contains("real-data") || System.getenv("POLYVIEW_DATA") != null) {
                assertEquals(
                        shown(kept),
                        shown(executed.cells().get(i)),
                        committed.name() + ", cell " + kept.number()
                                + ": stale outputs; notebooks/launch --execute, then notebooks/jupyter/keep.py\n");
            }
        }
    }

    /** The outputs without the pictures that are not committed. */
    private static List<String> shown(Page.Cell cell) {
        boolean pictures = !cell.tags().contains("pictures-not-kept");
        return StableText.of(cell).stream()
                .filter(text -> pictures || !text.startsWith("image/"))
                .toList();
    }

    /** A PNG is whole when it ends with its last chunk, which has a length of 0, this name and this checksum. */
    private static void checkPng(String base64) throws IOException {
        byte[] png = Base64.getMimeDecoder().decode(base64);
        byte[] end = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};
        assertEquals(Arrays.toString(end), Arrays.toString(Arrays.copyOfRange(png, png.length - 12, png.length)));
        assertTrue(ImageIO.read(new ByteArrayInputStream(png)).getWidth() > 0);
    }

    @Test
    void aNotebookThatFailsIsWrittenWithItsErrorAndTheOthersRun() throws IOException, InterruptedException {
        Path in = Files.createDirectories(TARGET.resolve("it/in"));
        Path out = TARGET.resolve("it/out");
        write(in.resolve("01-fails.ipynb"), "int a = 1;", "a / (a - 1)", "int never = 1;");
        write(in.resolve("02-fine.ipynb"), "1 + 1");
        Launcher.Outcome outcome =
                Launcher.launch("--execute", "--no-build", "--dir", in.toString(), "--out", out.toString());
        assertEquals(1, outcome.code());
        assertEquals(2, outcome.lines().size(), outcome.lines().toString());
        assertTrue(
                outcome.lines()
                        .get(0)
                        .matches("01-fails.ipynb  failed  [0-9.]+ s  cell 2 of 3: ArithmeticException: / by zero"),
                outcome.lines().get(0));
        assertTrue(
                outcome.lines().get(1).startsWith("02-fine.ipynb  ok"),
                outcome.lines().get(1));
        List<JsonObject> outputs = outputs(out.resolve("01-fails.ipynb"));
        assertEquals(1, outputs.size());
        assertEquals("error", type(outputs.get(0)));
        assertTrue(Files.readString(out.resolve("01-fails.html")).contains("/ by zero"));

        outcome = Launcher.launch("--execute", "--no-build", "--dir", in.toString(), "--out", out.toString(), "02");
        assertEquals(0, outcome.code());
        assertEquals(1, outcome.lines().size());
    }

    @Test
    void namesAndKernelsThatAreNotThereAreRefused() throws IOException, InterruptedException {
        Path in = Files.createDirectories(TARGET.resolve("it/in"));
        assertEquals(
                1,
                Launcher.launch("--execute", "--no-build", "--dir", in.toString(), "99")
                        .code());
        assertEquals(
                1,
                Launcher.launch(
                                "--execute",
                                "--no-build",
                                "--dir",
                                TARGET.resolve("lib").toString())
                        .code());
        assertEquals(
                2,
                Launcher.launch(Map.of("POLYVIEW_KERNEL", "none-of-that-name"), "--execute", "--no-build")
                        .code());
        assertEquals(2, Launcher.launch("--nonsense").code());
        assertTrue(String.join("\n", Launcher.launch("--help").lines()).contains("--execute"));
    }

    @Test
    void anInstalledKernelIsUsedWhenAskedFor() throws IOException, InterruptedException {
        // A kernelspec as IJava's installer leaves it, save that our own kernel stands behind it.
        Path installed = TARGET.resolve("it/installed");
        Path folder = Files.createDirectories(installed.resolve("kernels/other"));
        JsonObject spec = JsonParser.parseString(
                        Files.readString(Launcher.NOTEBOOKS.resolve("jupyter/kernels/java/kernel.json")))
                .getAsJsonObject();
        spec.addProperty("display_name", "IJava");
        Files.writeString(folder.resolve("kernel.json"), spec.toString());
        Files.writeString(
                folder.resolve("start"),
                "exec bash '" + Launcher.NOTEBOOKS.resolve("jupyter/kernels/java/start") + "' \"$@\"\n");
        Path in = Files.createDirectories(TARGET.resolve("it/kernel"));
        write(in.resolve("env.ipynb"), "System.out.print(System.getenv(\"IJAVA_CLASSPATH\"));");
        for (String asked : List.of("ijava", "other")) {
            Path out = TARGET.resolve("it/" + asked);
            Launcher.Outcome outcome = Launcher.launch(
                    Map.of("POLYVIEW_KERNEL", asked, "JUPYTER_PATH", installed.toString()),
                    "--execute",
                    "--no-build",
                    "--dir",
                    in.toString(),
                    "--out",
                    out.toString());
            assertEquals(0, outcome.code(), outcome.lines().toString());
            JsonObject printed = outputs(out.resolve("env.ipynb")).get(0);
            assertEquals(TARGET.resolve("lib") + "/*.jar", text(printed.get("text")));
        }
    }

    static List<Path> notebooks(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
        }
    }

    private static List<JsonObject> outputs(Path notebook) throws IOException {
        return Page.read(notebook).outputs();
    }

    static void write(Path file, String... cells) throws IOException {
        StringBuilder json = new StringBuilder(
                "{\"nbformat\": 4, \"nbformat_minor\": 4, \"metadata\": "
                        + "{\"kernelspec\": {\"name\": \"java\", \"display_name\": \"Java\", \"language\": \"java\"}}, \"cells\": [");
        for (int i = 0; i < cells.length; i++) {
            JsonObject cell = new JsonObject();
            cell.addProperty("cell_type", "code");
            cell.addProperty("source", cells[i]);
            cell.add("execution_count", JsonNull.INSTANCE);
            cell.add("metadata", new JsonObject());
            cell.add("outputs", new JsonArray());
            json.append(i == 0 ? "" : ", ").append(cell);
        }
        Files.write(file, (json + "]}").getBytes(StandardCharsets.UTF_8));
    }
}
