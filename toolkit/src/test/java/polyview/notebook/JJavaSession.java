package polyview.notebook;

import com.google.gson.Gson;
import java.util.Map;
import java.util.concurrent.Callable;

/** What a user sees under a kernel on JJava's library: a table as a last value, and a place that changes. */
public final class JJavaSession implements Callable<Map<String, String>> {

    @Override
    public Map<String, String> call() throws Exception {
        try (Wire wire = new Wire()) {
            var kernel = JJavaKernelOnWire.on(wire, true);
            return SessionReport.of(
                    value -> new Gson().toJson(kernel.getRenderer().render(value)), wire::types);
        }
    }
}
