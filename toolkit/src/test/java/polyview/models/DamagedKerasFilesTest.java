package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.data.FloatArray;

/** Files that are cut, have a bit flipped, or are something else. */
@Tag("models")
class DamagedKerasFilesTest {

    private static final int CUTS = 60;
    private static final int FLIPS = 120;

    @TempDir
    Path folder;

    /** The message of the refusal, with the model as it was; empty where the file was read. */
    private static String refusal(Path file, Model model) {
        Map<String, FloatArray> before = model.weights();
        try {
            KerasWeights.read(file).into(model);
            return "";
        } catch (UncheckedIOException | IllegalArgumentException e) {
            assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
            assertEquals(before, model.weights());
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"layers.h5", "layers.weights.h5", "layers.keras"})
    void everyCutFileIsRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(KerasNets.file(name));
        Path file = folder.resolve("cut-" + name);
        SplittableRandom random = new SplittableRandom(1);
        try (Model model = KerasNets.layers(true)) {
            for (int i = 0; i < CUTS; i++) {
                int length = i == 0 ? 0 : i == 1 ? whole.length - 1 : random.nextInt(whole.length);
                Files.write(file, Arrays.copyOf(whole, length));
                assertTrue(!refusal(file, model).isEmpty(), "of " + length + " bytes");
            }
        }
    }

    /**
     * A flipped bit in the structure is refused, or changes nothing that is read; one in a number changes that number: HDF5 has no
     * checksums. So a file is refused, or at most one weight has other numbers.
     */
    @ParameterizedTest
    @ValueSource(strings = {"layers.h5", "layers.weights.h5"})
    void aFlippedBitIsRefusedOrChangesOneWeight(String name) throws IOException {
        byte[] whole = Files.readAllBytes(KerasNets.file(name));
        Path file = folder.resolve("flipped-" + name);
        SplittableRandom random = new SplittableRandom(2);
        int refused = 0;
        try (Model model = KerasNets.layers(true)) {
            KerasWeights.read(KerasNets.file(name)).into(model);
            Map<String, FloatArray> right = model.weights();
            for (int i = 0; i < FLIPS; i++) {
                byte[] flipped = whole.clone();
                int at = random.nextInt(whole.length);
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, flipped);
                if (refusal(file, model).isEmpty()) {
                    Map<String, FloatArray> now = model.weights();
                    long other = right.keySet().stream()
                            .filter(path -> !right.get(path).equals(now.get(path)))
                            .count();
                    assertTrue(other <= 1, "byte " + at + " changed " + other + " weights");
                    model.setWeights(right);
                } else {
                    refused++;
                }
            }
        }
        assertTrue(refused > FLIPS / 20, refused + " refused");
    }

    /** An archive has checksums: whatever bit of its weights is flipped, it is found. */
    @Test
    void aFlippedBitInAnArchiveIsRefusedOrOutsideTheWeights() throws IOException {
        byte[] whole = Files.readAllBytes(KerasNets.file("layers.keras"));
        Path file = folder.resolve("flipped.keras");
        SplittableRandom random = new SplittableRandom(3);
        int refused = 0;
        try (Model model = KerasNets.layers(true)) {
            KerasWeights.read(KerasNets.file("layers.keras")).into(model);
            Map<String, FloatArray> right = model.weights();
            for (int i = 0; i < FLIPS; i++) {
                byte[] flipped = whole.clone();
                flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, flipped);
                refused += refusal(file, model).isEmpty() ? 0 : 1;
                assertEquals(right, model.weights());
            }
        }
        assertTrue(refused > FLIPS * 9 / 10, refused + " refused");
    }

    @Test
    void somethingElseIsRefused() throws IOException {
        Path text = folder.resolve("text.h5");
        Files.writeString(text, "not HDF5", StandardCharsets.UTF_8);
        assertTrue(read(text).startsWith("cannot read " + text + ": it is not an HDF5 file that can be read: "));
        Path zip = KerasNets.file("expected.npz");
        assertEquals(
                "cannot read " + zip
                        + ": it is an archive without model.weights.h5; weights of other formats are not read",
                read(zip));
        Path missing = folder.resolve("no.h5");
        assertEquals("cannot read " + missing + ": there is no such file", read(missing));
        assertEquals("cannot read " + folder + ": it is not a file", read(folder));
    }

    private static String read(Path file) {
        return assertThrows(UncheckedIOException.class, () -> KerasWeights.read(file))
                .getMessage();
    }
}
