package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.MemoryDataset;
import polyview.datasets.SampleFolder;
import polyview.models.Samples;

/**
 * A training whose process is killed at random moments, in steps, validations and saves, and started again each time, ends with the
 * bits of one that was left alone.
 *
 * <p>{@code -Dpolyview.kills=30} kills more often.
 */
@Tag("training")
class KilledTrainingTest {

    private static final List<String> MOMENTS = List.of("step", "validation", "save");

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(15);

    /** What one process said until it ended, or was killed a random time after it said so the n-th time. */
    private List<String> run(Path checkpoints, String killAfter, int times) throws IOException, InterruptedException {
        Process process = ChildJvm.start(
                KilledMain.class, List.of("-Xmx256m"), folder.resolve("images").toString(), checkpoints.toString());
        List<String> lines = new ArrayList<>();
        int left = times;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.equals(killAfter) && --left == 0) {
                    // About as long as a save takes.
                    Thread.sleep(random.nextInt(30));
                    process.toHandle().destroyForcibly();
                }
            }
        }
        int status = process.waitFor();
        // 137: killed by signal 9.
        assertTrue(status == 0 || status == 137, () -> status + ": " + lines);
        return lines;
    }

    private static void collect(Map<String, String> epochs, List<String> lines) {
        for (String line : lines) {
            if (line.startsWith("epoch ") || line.startsWith("end ")) {
                String[] parts = line.split(" ", 3);
                String name = line.startsWith("end ") ? "end" : parts[0] + " " + parts[1];
                // An epoch that was finished but not saved is done again: to the same bits.
                String before = epochs.putIfAbsent(name, line);
                assertTrue(before == null || before.equals(line), () -> before + " and " + line);
            }
        }
    }

    @Test
    void endsAsOneThatWasLeftAlone() throws IOException, InterruptedException {
        MemoryDataset data = Samples.pairs(60);
        SampleFolder.of(data.rescaled(0.5f, 0.5f)).write(Files.createDirectory(folder.resolve("images")));
        Map<String, String> alone = new LinkedHashMap<>();
        collect(alone, run(folder.resolve("alone"), "", 0));
        assertTrue(alone.containsKey("end"));

        int kills = Integer.getInteger("polyview.kills", 4);
        int killed = 0;
        int whileSaving = 0;
        Map<String, Integer> moments = new LinkedHashMap<>();
        Map<String, String> resumed = new LinkedHashMap<>();
        for (int training = 0; killed < kills; training++) {
            Path checkpoints = folder.resolve("killed" + training);
            Map<String, String> epochs = new LinkedHashMap<>();
            while (!epochs.containsKey("end")) {
                String moment = killed < kills ? MOMENTS.get(killed % MOMENTS.size()) : "";
                int times = 1 + random.nextInt(moment.equals("validation") ? 2 : 10);
                collect(epochs, run(checkpoints, moment, times));
                if (!epochs.containsKey("end")) {
                    killed++;
                    moments.merge(moment, 1, Integer::sum);
                    whileSaving += KilledMain.wasSaving(checkpoints) ? 1 : 0;
                }
            }
            assertEquals(alone, epochs);
            resumed.putAll(epochs);
        }
        assertEquals(alone, resumed);
        System.out.println(killed + " times killed, after " + moments + ", " + whileSaving
                + " of them while a file was written: every training ended as the one left alone, "
                + alone.get("end"));
    }
}
