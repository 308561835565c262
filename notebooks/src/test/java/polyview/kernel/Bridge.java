package polyview.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The real kernel, driven through Jupyter's own client by {@code src/test/python/bridge.py}. */
final class Bridge implements AutoCloseable {
    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    /** Cells have ten minutes to end after an interrupt: what they do then must not depend on how fast this machine is. */
    Bridge() throws IOException, InterruptedException {
        this(600);
    }

    /** So many seconds instead, for a cell that does not end. */
    Bridge(int grace) throws IOException, InterruptedException {
        Path notebooks = Launcher.NOTEBOOKS;
        ProcessBuilder builder = new ProcessBuilder(
                        Launcher.python(),
                        notebooks.resolve("src/test/python/bridge.py").toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(Launcher.log("bridge")));
        builder.environment().put("JUPYTER_PATH", notebooks.resolve("jupyter").toString());
        builder.environment()
                .put(
                        "JUPYTER_RUNTIME_DIR",
                        notebooks.resolve("target/jupyter/runtime").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("POLYVIEW_JVM_FLAGS", "-Dpolyview.kernel.grace=" + grace);
        process = builder.start();
        requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Runs a cell; {@code output} and {@code reply} of the answer are Jupyter's messages. */
    JsonObject execute(String code) throws IOException {
        return ask("execute", "code", code).getAsJsonObject();
    }

    /** Runs a cell and interrupts it as soon as it has printed a text. */
    JsonObject executeInterrupted(String code, String when) throws IOException {
        return ask("execute", "code", code, "interruptOn", when).getAsJsonObject();
    }

    /** Sends one request; names and values of its arguments alternate. */
    JsonElement ask(String operation, Object... arguments) throws IOException {
        JsonObject request = new JsonObject();
        request.addProperty("op", operation);
        for (int i = 0; i < arguments.length; i += 2) {
            String name = (String) arguments[i];
            Object value = arguments[i + 1];
            if (value instanceof JsonElement json) {
                request.add(name, json);
            } else if (value instanceof Number number) {
                request.addProperty(name, number);
            } else {
                request.addProperty(name, (String) value);
            }
        }
        requests.write(request + "\n");
        requests.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the bridge ended: see " + Launcher.log("bridge"));
        }
        return JsonParser.parseString(line);
    }

    /** All that a cell printed to one stream, {@code stdout} or {@code stderr}. */
    static String printed(JsonObject answer, String stream) {
        StringBuilder text = new StringBuilder();
        for (JsonElement element : answer.getAsJsonArray("output")) {
            JsonObject message = element.getAsJsonObject();
            if (message.get("type").getAsString().equals("stream")
                    && message.get("name").getAsString().equals(stream)) {
                text.append(message.get("text").getAsString());
            }
        }
        return text.toString();
    }

    /** The value of a cell as text, or an empty text. */
    static String value(JsonObject answer) {
        for (JsonElement element : answer.getAsJsonArray("output")) {
            JsonObject message = element.getAsJsonObject();
            if (message.get("type").getAsString().equals("execute_result")) {
                return message.getAsJsonObject("data").get("text/plain").getAsString();
            }
        }
        return "";
    }

    /** {@code ok} or {@code error}. */
    static String status(JsonObject answer) {
        return answer.getAsJsonObject("reply").get("status").getAsString();
    }

    /** Ends the Jupyter client at once, as a crash does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        requests.close();
        process.onExit().join();
    }
}
