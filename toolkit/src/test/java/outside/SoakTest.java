package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import polyview.training.ChildJvm;

/**
 * A long training with everything that writes and draws holds no more threads, files or memory at its end than at its beginning. The system
 * tells these numbers on Linux.
 */
@Tag("training")
@EnabledOnOs(OS.LINUX)
class SoakTest {

    @TempDir
    private Path folder;

    private static long number(String line, String name) {
        return Long.parseLong(line.replaceFirst(".*\\b" + name + " (\\d+).*", "$1"));
    }

    @Test
    void nothingIsLeftBehind() {
        // 12 fits of 20 epochs: 1440 steps.
        List<String> lines =
                ChildJvm.run(SoakMain.class, List.of("-Xmx256m", "-Xms256m"), folder.toString(), "1440", "20").stream()
                        .filter(line -> line.startsWith("step "))
                        .toList();
        assertEquals(12, lines.size(), lines::toString);
        // Both readers have run and all threads of TensorFlow are there after two fits of each.
        String first = lines.get(3);
        String last = lines.get(11);
        assertTrue(number(last, "threads") <= number(first, "threads"), lines::toString);
        assertTrue(number(last, "files") <= number(first, "files"), lines::toString);
        assertTrue(number(last, "heap") <= number(first, "heap") + 10, lines::toString);
        assertTrue(number(last, "resident") <= number(first, "resident") + 60, lines::toString);
        assertEquals(4, number(last, "checkpoints"), lines::toString);
        assertTrue(number(last, "shown") > number(first, "shown"), lines::toString);
    }
}
