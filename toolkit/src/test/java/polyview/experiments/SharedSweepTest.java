package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.training.ChildJvm;

/** Two processes that share a directory divide the runs: each is done exactly once. */
@Tag("experiments")
class SharedSweepTest {

    @TempDir
    Path folder;

    private Process start() throws IOException {
        return ChildJvm.start(SweepMain.class, List.of("-Xmx256m"), folder.toString(), "0");
    }

    private static List<String> done(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text.lines().filter(line -> line.startsWith("done ")).toList();
    }

    @Test
    void eachRunIsDoneOnce() throws IOException, InterruptedException {
        Process one = start();
        Process two = start();
        List<String> all = new ArrayList<>();
        try {
            all.addAll(done(one));
            all.addAll(done(two));
        } finally {
            Stream.of(one, two).forEach(Process::destroyForcibly);
        }
        assertEquals(
                List.of(
                        "done run 1/6 concat seed 1",
                        "done run 2/6 multiply seed 1",
                        "done run 3/6 concat seed 2",
                        "done run 4/6 multiply seed 2",
                        "done run 5/6 concat seed 3",
                        "done run 6/6 multiply seed 3"),
                all.stream().sorted().toList());
        Results shared = MadeExperiment.experiment().directory(folder).run();
        assertTrue(shared.complete());
        Results alone = MadeExperiment.experiment().run();
        assertEquals(MadeExperiment.timeless(alone.table()), MadeExperiment.timeless(shared.table()));
    }
}
