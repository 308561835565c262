package polyview.notebook;

import com.google.gson.Gson;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rapaio.jupyter.kernel.global.Global;

/** What a user sees under rapaio's kernel: a table as a last value. */
public final class RapaioSession implements Callable<Map<String, String>> {

    @Override
    public Map<String, String> call() {
        DisplayFailure.guard(RapaioDisplay.LIBRARY, RapaioDisplay::install);
        return SessionReport.of(
                value -> new Gson().toJson(Global.displaySystem().render(value)), List::of);
    }
}
