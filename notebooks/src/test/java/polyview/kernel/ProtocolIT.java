package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel as Jupyter sees it. */
@Tag("notebooks")
@Timeout(900)
class ProtocolIT {
    private static Bridge kernel;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        kernel = new Bridge();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        kernel.close();
    }

    private static List<String> types(JsonObject answer) {
        List<String> types = new ArrayList<>();
        for (JsonElement element : answer.getAsJsonArray("output")) {
            types.add(element.getAsJsonObject().get("type").getAsString());
        }
        return types;
    }

    private static JsonObject output(JsonObject answer, int at) {
        return answer.getAsJsonArray("output").get(at).getAsJsonObject();
    }

    @Test
    void aCellPrintsShowsAndHasAValueInThisOrder() throws IOException {
        JsonObject answer = kernel.execute(
                "System.out.print(\"1\\r2\\n\");\ndisplay(\"shown\");\nSystem.err.println(\"ä\");\nSystem.out.println(3);\n6 * 7");
        assertEquals(List.of("stream", "display_data", "stream", "stream", "execute_result"), types(answer));
        assertEquals("1\r2\n3\n", Bridge.printed(answer, "stdout"));
        assertEquals("ä\n", Bridge.printed(answer, "stderr"));
        assertEquals("42", Bridge.value(answer));
        assertEquals("ok", Bridge.status(answer));
    }

    @Test
    void aDisplayIsUpdatedUnderItsName() throws IOException {
        JsonObject answer = kernel.execute("var shown = display(\"a\");\nupdateDisplay(shown, \"b\");");
        assertEquals(List.of("display_data", "update_display_data"), types(answer));
        String id =
                output(answer, 0).getAsJsonObject("transient").get("display_id").getAsString();
        assertEquals(
                id,
                output(answer, 1).getAsJsonObject("transient").get("display_id").getAsString());
        assertEquals(
                "b", output(answer, 1).getAsJsonObject("data").get("text/plain").getAsString());
    }

    @Test
    void aDisplayAsTheLastValueIsShownOnce() throws IOException {
        for (String code : List.of("display(\"a\")", "display(\"a\");", "int a = 1;\ndisplay(\"a\", \"text/html\")")) {
            assertEquals(List.of("display_data"), types(kernel.execute(code)), code);
        }
        JsonObject answer = kernel.execute("String shownId = display(\"a\");\nshownId");
        assertEquals(List.of("display_data", "execute_result"), types(answer));
        assertEquals(
                output(answer, 0).getAsJsonObject("transient").get("display_id").getAsString(), Bridge.value(answer));
        assertEquals("[[1, 2],\n [3]]", Bridge.value(kernel.execute("new int[][] {{1, 2}, {3}}")));
        answer = kernel.execute("display(new double[] {0.5})");
        assertEquals(
                "[0.5]",
                output(answer, 0).getAsJsonObject("data").get("text/plain").getAsString());
    }

    /** With Maven's resolver loaded apart, as in a notebook: its classes are not for cells. */
    @Test
    void artifactsComeFromARepository(@TempDir Path folder) throws IOException {
        Path repository = folder.resolve("repository");
        Path local = folder.resolve("local");
        MadeJars made = new MadeJars(folder);
        made.deploy(repository, "deep", "1", 1);
        made.deploy(repository, "top", "1", 3, "made:deep:1@runtime", "com.google.guava:guava:1.0@compile");
        kernel.execute("System.setProperty(\"maven.repo.local\", \"" + local + "\");");
        JsonObject answer = kernel.execute(
                "%maven --from=" + repository.toUri() + " made:top:1\nimport made.*;\nTop.value() + Deep.value()");
        assertEquals("ok", Bridge.status(answer), answer.toString());
        assertEquals("4", Bridge.value(answer));
        List<String> types = types(answer);
        assertEquals("display_data", types.get(0));
        JsonObject last = output(answer, types.size() - 2);
        String told = last.getAsJsonObject("data").get("text/plain").getAsString();
        assertTrue(told.startsWith("Added 2 jars: top-1.jar, deep-1.jar\ncom.google.guava:guava stays at "), told);
        assertEquals(
                output(answer, 0).getAsJsonObject("transient"), last.getAsJsonObject("transient"), "one text, updated");
        assertTrue(Files.exists(local.resolve("made/top/1/top-1.jar")));
        assertEquals("error", Bridge.status(kernel.execute("Class.forName(\"org.eclipse.aether.RepositorySystem\")")));

        answer = kernel.execute(
                "int ranBehind = 0;\n%maven --from=" + repository.toUri() + " made:nowhere:1\nranBehind = 1;");
        JsonObject error = output(answer, types(answer).size() - 1);
        assertEquals("MagicError", error.get("ename").getAsString());
        assertTrue(
                error.get("evalue")
                        .getAsString()
                        .startsWith("line 2: %maven: Could not find artifact made:nowhere:jar:1 in "),
                error.toString());
        assertEquals("0", Bridge.value(kernel.execute("ranBehind")));
        assertEquals(
                "complete",
                kernel.ask("is_complete", "code", "%maven made:top:1")
                        .getAsJsonObject()
                        .get("status")
                        .getAsString());
    }

    @Test
    void aSleepingCellIsInterruptedAndTheNextOneRuns() throws IOException {
        JsonObject answer =
                kernel.executeInterrupted("System.out.println(\"asleep\");\nThread.sleep(600_000);", "asleep");
        assertEquals("error", Bridge.status(answer));
        assertEquals("Interrupted", answer.getAsJsonObject("reply").get("ename").getAsString());
        assertEquals("2", Bridge.value(kernel.execute("1 + 1")));
    }

    @Test
    void aLoopThatWatchesTheFlagPrintsOnWithTheFlagSetAndKeepsItsResult() throws IOException {
        JsonObject answer = kernel.executeInterrupted(
                "int train() {\n  int steps = 0;\n  while (!Thread.currentThread().isInterrupted()) {\n"
                        + "    if (steps++ == 0) System.out.println(\"training\");\n  }\n"
                        + "  for (int i = 0; i < 1000; i++) System.out.println(\"last words \" + i);\n"
                        + "  display(\"drawn\");\n  return steps;\n}\nint steps = train();",
                "training");
        assertEquals("Interrupted", answer.getAsJsonObject("reply").get("ename").getAsString());
        assertTrue(Bridge.printed(answer, "stdout").endsWith("last words 999\n"));
        assertTrue(types(answer).contains("display_data"), types(answer).toString());
        assertEquals("true", Bridge.value(kernel.execute("steps > 0")));
    }

    @Test
    void aBusyLoopIsLeftBehindAndTheKernelGoesOn() throws IOException, InterruptedException {
        try (Bridge other = new Bridge(2)) {
            other.execute("public class Busy { public static volatile boolean on = true; }");
            JsonObject answer = other.executeInterrupted("System.out.println(\"busy\"); while (Busy.on) { }", "busy");
            assertTrue(
                    answer.getAsJsonObject("reply").get("evalue").getAsString().contains("its thread runs on"));
            assertEquals("2", Bridge.value(other.execute("Busy.on = false;\n1 + 1")));
        }
    }

    @Test
    void aTrainingEndsWithinTwoStepsAndTheModelStillPredicts() throws IOException {
        kernel.execute("""
                import polyview.data.*; import polyview.datasets.*; import polyview.losses.*; import polyview.metrics.*; import polyview.optimizers.*;
                import polyview.layers.*; import polyview.models.*; import polyview.training.*;

                class Watch implements Callback {
                    int steps;
                    int late;

                    @Override public void onBatchEnd(Run run) {
                        if (++steps == 3) System.out.println("third step");
                        if (Thread.currentThread().isInterrupted()) late++;
                    }
                }

                var pairs = MadePairs.of(64, 7).size(16, 16).dataset();
                var left = Input.image("left", 16, 16, 1);
                var right = Input.image("right", 16, 16, 1);
                var pooled = new GlobalAveragePooling2D().apply(new DualConv2D(4, 3).apply(left, right));
                var model = new Model(List.of(left, right), new Dense(2).apply(pooled)).seed(1);
                model.compile(new Adam(1e-3), Loss.softmaxCrossEntropy(), Metric.accuracy());
                var watch = new Watch();
                """);
        JsonObject answer = kernel.executeInterrupted(
                "var history = model.fit(pairs, Fit.epochs(1_000_000).batchSize(8).callbacks(watch));\n"
                        + "System.out.println(\"not this\");",
                "third step");
        assertEquals("Interrupted", answer.getAsJsonObject("reply").get("ename").getAsString(), answer.toString());
        assertTrue(!Bridge.printed(answer, "stdout").contains("not this"), answer.toString());
        int late = Integer.parseInt(Bridge.value(kernel.execute("watch.late")));
        assertTrue(late <= 2, late + " steps after the interrupt");
        assertEquals("true", Bridge.value(kernel.execute("watch.steps >= 3 && history != null")));
        assertEquals("[64, 2]", Bridge.value(kernel.execute("model.predict(pairs).shape()")));
    }

    @Test
    void anErrorHasItsCausesAndItsLine() throws IOException {
        JsonObject answer = kernel.execute(
                "int ok = 1;\n\nthrow new IllegalStateException(\"outer\", new RuntimeException(\"middle\", new java.io.IOException(\"inner\")));");
        JsonObject error = output(answer, 0);
        assertEquals("error", error.get("type").getAsString());
        assertEquals("IllegalStateException", error.get("ename").getAsString());
        assertEquals(
                "outer (root cause: IOException: inner)", error.get("evalue").getAsString());
        String traceback = String.join(
                "\n",
                error.getAsJsonArray("traceback").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList());
        assertTrue(traceback.contains("line 3"), traceback);
        assertTrue(traceback.contains("Caused by: java.lang.RuntimeException: middle"), traceback);
        assertTrue(traceback.contains("Caused by: java.io.IOException: inner"), traceback);
    }

    @Test
    void cellsQueuedBehindAFailedOneAreNotRun() throws IOException {
        kernel.execute("int ran = 0;");
        JsonArray codes = new JsonArray();
        List.of("ran++;", "throw new RuntimeException();", "ran += 10;", "ran += 100;")
                .forEach(codes::add);
        JsonArray answers = kernel.ask("execute_all", "codes", codes).getAsJsonArray();
        assertEquals("ok", Bridge.status(answers.get(0).getAsJsonObject()));
        for (int i = 1; i < 4; i++) {
            assertEquals("error", Bridge.status(answers.get(i).getAsJsonObject()));
        }
        assertEquals("1", Bridge.value(kernel.execute("ran")));
    }

    @Test
    void codeIsCompletedInspectedAndJudged() throws IOException {
        JsonObject completion =
                kernel.ask("complete", "code", "Math.hyp", "cursor", 8).getAsJsonObject();
        assertEquals("[\"hypot(\"]", completion.getAsJsonArray("matches").toString());
        assertEquals(5, completion.get("cursor_start").getAsInt());
        JsonObject inspection =
                kernel.ask("inspect", "code", "Math.hypot(3, 4)", "cursor", 7).getAsJsonObject();
        assertTrue(inspection.get("found").getAsBoolean());
        assertTrue(inspection
                .getAsJsonObject("data")
                .get("text/plain")
                .getAsString()
                .contains("double Math.hypot(double"));
        String toolkit = "polyview.data.FloatArray.zeros(";
        inspection = kernel.ask("inspect", "code", toolkit, "cursor", toolkit.length())
                .getAsJsonObject();
        String shown = inspection.getAsJsonObject("data").get("text/plain").getAsString();
        assertTrue(shown.lines().count() > 1, "the toolkit's comment follows the signature: " + shown);
        assertEquals(
                "incomplete",
                kernel.ask("is_complete", "code", "int f() {")
                        .getAsJsonObject()
                        .get("status")
                        .getAsString());
    }

    @Test
    void readingInputIsRefused() throws IOException {
        assertEquals("error", Bridge.status(kernel.execute("new Scanner(System.in).nextLine()")));
    }

    @Test
    void theKernelEndsWhenAsked() throws IOException, InterruptedException {
        try (Bridge other = new Bridge()) {
            other.execute("System.out.println(1)");
            assertTrue(other.ask("shutdown").getAsJsonObject().get("ended").getAsBoolean());
        }
    }

    @Test
    void theKernelEndsWithItsParent() throws IOException, InterruptedException {
        Bridge other = new Bridge();
        long pid = Long.parseLong(Bridge.value(other.execute("ProcessHandle.current().pid()")));
        ProcessHandle kernelProcess = ProcessHandle.of(pid).orElseThrow();
        other.kill();
        kernelProcess.onExit().orTimeout(10, TimeUnit.MINUTES).join();
    }

    @Test
    void fiveStartsInARowDoNotHang() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Launcher.python(),
                        Launcher.NOTEBOOKS.resolve("jupyter/starts.py").toString(),
                        "5")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(Launcher.log("starts")));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assertEquals(0, builder.start().waitFor(), "see " + Launcher.log("starts"));
    }
}
