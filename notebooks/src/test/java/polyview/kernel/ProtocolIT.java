package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kernel as Jupyter sees it. */
@Tag("notebooks")
@Timeout(300)
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
    void aBusyLoopIsLeftBehindAndTheKernelGoesOn() throws IOException {
        kernel.execute("public class Busy { public static volatile boolean on = true; }");
        JsonObject answer = kernel.executeInterrupted("System.out.println(\"busy\"); while (Busy.on) { }", "busy");
        assertTrue(answer.getAsJsonObject("reply").get("evalue").getAsString().contains("its thread runs on"));
        assertEquals("2", Bridge.value(kernel.execute("Busy.on = false;\n1 + 1")));
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
        kernelProcess.onExit().orTimeout(60, TimeUnit.SECONDS).join();
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
