package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import polyview.experiments.RunProgress;

class ProgressTextTest {

    @Test
    void progressComesBackAsItWas() {
        RunProgress progress = new RunProgress(
                "host executor 2", 3, 8, 0.1, Map.of("loss", 1 / 3.0, "accuracy", Double.NaN, "a name", -0.0));
        assertEquals(new ProgressText.Told(7, progress), ProgressText.read(ProgressText.write(7, progress)));
        RunProgress first = new RunProgress("this process", 1, 1, 0, Map.of());
        assertEquals(new ProgressText.Told(1, first), ProgressText.read(ProgressText.write(1, first)));
    }
}
