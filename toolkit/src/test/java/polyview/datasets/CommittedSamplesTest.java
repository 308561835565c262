package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.manifest.Manifest;
import tech.tablesaw.api.Table;

/** The files under {@code datasets/} are what the makers make today, and read as what they were made of. */
@Tag("data")
class CommittedSamplesTest {

    private static final Path COMMITTED = Path.of(System.getProperty("basedir", ""), "..", "datasets");

    @Test
    void madeAnewTheyAreTheSameBytes(@TempDir Path anew) throws IOException {
        CommittedSamples.main(new String[] {anew.toString()});
        DamagedFolder.write(anew.resolve("damaged"), Files.readAllBytes(COMMITTED.resolve("damaged/good.jpg")));
        Set<String> files = files(anew);
        assertTrue(files.size() > 250, "files: " + files.size());
        assertEquals(files, files(COMMITTED));
        for (String file : files) {
            assertArrayEquals(
                    Files.readAllBytes(anew.resolve(file)), Files.readAllBytes(COMMITTED.resolve(file)), file);
        }
    }

    @Test
    void theyAreSmallAndExplained() throws IOException {
        long bytes = 0;
        for (String file : files(COMMITTED)) {
            bytes += Files.size(COMMITTED.resolve(file));
        }
        assertTrue(bytes < 600_000, "bytes: " + bytes);
        for (String folder : new String[] {"", "pairs", "bulbs", "scenes", "flat-fields", "characters", "damaged"}) {
            assertTrue(Files.exists(COMMITTED.resolve(folder).resolve("README.md")), folder);
        }
    }

    @Test
    void pairsReadAsTheyWereMade() throws IOException {
        MadePairs pairs = MadePairs.of(32, 7);
        List<FloatArray> inputs = pairs.dataset().all().inputs();
        Table manifest = manifest("pairs");
        assertEquals(32, manifest.rowCount());
        for (int i = 0; i < 32; i++) {
            same(inputs.get(0).row(i), "pairs", manifest, "left", i);
            same(inputs.get(1).row(i), "pairs", manifest, "right", i);
            boolean aligned = pairs.truth().booleanColumn("aligned").get(i);
            assertEquals(aligned ? "aligned" : "displaced", manifest.getString(i, "class"));
            assertEquals(pairs.shifts().get(i, 0), Float.parseFloat(manifest.getString(i, "dx")));
            assertEquals(pairs.shifts().get(i, 1), Float.parseFloat(manifest.getString(i, "dy")));
        }
    }

    @Test
    void bulbsReadAsTheyWereMade() throws IOException {
        MadeBulbs bulbs = MadeBulbs.of(20, 7);
        List<FloatArray> views = bulbs.fourInputs().all().inputs();
        Table manifest = manifest("bulbs");
        assertEquals(20, manifest.rowCount());
        for (int i = 0; i < 20; i++) {
            for (int view = 0; view < 4; view++) {
                same(views.get(view).row(i), "bulbs", manifest, "view" + view, i);
            }
            boolean defect = bulbs.truth().booleanColumn("defect").get(i);
            assertEquals(defect ? "defect" : "good", manifest.getString(i, "class"));
            assertEquals(bulbs.truth().intColumn("view").getString(i), manifest.getString(i, "view"));
        }
    }

    @Test
    void scenesReadAsTheyWereMade() throws IOException {
        MadeScenes scenes = MadeScenes.of(24, 7);
        FloatArray images = scenes.images();
        FloatArray edges = scenes.edges();
        Table manifest = manifest("scenes");
        for (int i = 0; i < 24; i++) {
            same(images.row(i), "scenes", manifest, "image", i);
            same(edges.row(i), "scenes", manifest, "edges", i);
        }
    }

    @Test
    void charactersReadAsTheyWereMade() throws IOException {
        MadeCharacters made = MadeCharacters.of(3, 8, 6, 0.06, 7);
        Table manifest = manifest("characters");
        for (String character : made.characters("made1")) {
            for (int hand = 0; hand < 6; hand++) {
                same(made.image("made1", character, hand + 1, 28), "characters", manifest, character, hand);
            }
        }
        assertEquals(
                48,
                Manifest.classFolders(COMMITTED.resolve("characters")).open().size());
    }

    /** Gain and offset from their files take raw from its files to true: six deviations of the noise, and some rounding. */
    @Test
    void theSensorsMapsFitTheFrames() throws IOException {
        Table manifest = manifest("flat-fields");
        int[] gain = samples(COMMITTED.resolve("flat-fields/sensor/gain/0000.png"), 16);
        int[] offset = samples(COMMITTED.resolve("flat-fields/sensor/offset/0000.png"), 16);
        double squares = 0;
        for (int i = 0; i < 24; i++) {
            int[] raw = samples(COMMITTED.resolve("flat-fields").resolve(manifest.getString(i, "raw")), 16);
            int[] light = samples(COMMITTED.resolve("flat-fields").resolve(manifest.getString(i, "true")), 16);
            for (int p = 0; p < raw.length; p++) {
                double factor = 4 * gain[p] / 65535.0;
                double noise = (light[p] / 65535.0 + offset[p] / 65535.0) / factor - raw[p] / 65535.0;
                squares += noise * noise;
                assertEquals(0, noise, 6 * 0.005);
            }
        }
        assertEquals(0.005, Math.sqrt(squares / (24 * 1024)), 0.005 * 5 / Math.sqrt(2 * 24 * 1024));
    }

    private static Table manifest(String folder) throws IOException {
        return Table.read()
                .csv(COMMITTED.resolve(folder).resolve("manifest.csv").toFile());
    }

    private static void same(FloatArray made, String folder, Table manifest, String column, int i) throws IOException {
        int[] read = samples(COMMITTED.resolve(folder).resolve(manifest.getString(i, column)), 8);
        assertEquals(made.values().length, read.length);
        for (int p = 0; p < read.length; p++) {
            assertEquals(255 * made.values()[p], read[p], 0.5001);
        }
    }

    private static int[] samples(Path file, int bits) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        Raster raster = image.getRaster();
        assertEquals(1, raster.getNumBands());
        assertEquals(bits, image.getColorModel().getPixelSize());
        return raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    }

    private static Set<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.endsWith("README.md"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
