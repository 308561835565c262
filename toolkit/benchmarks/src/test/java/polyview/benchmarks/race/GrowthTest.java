package polyview.benchmarks.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.plots.Plot;

class GrowthTest {

    @Test
    void twoPlotsForEverySweep(@TempDir Path folder) throws IOException {
        List<List<List<Row>>> rows = Growth.SWEEPS.stream()
                .map(sweep -> sweep.works().stream()
                        .map(work -> List.of(row(work.name(), "Polyview", 20), row(work.name(), "libtorch", 30)))
                        .toList())
                .toList();
        Path file = folder.resolve("growth.png");
        Growth.save(rows, file);
        BufferedImage picture = ImageIO.read(file.toFile());
        assertEquals(2 * 480 * Plot.SCALE, picture.getWidth());
        assertEquals(5 * 320 * Plot.SCALE, picture.getHeight());
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        assertTrue(IntStream.of(pixels).distinct().count() > 3, "something is drawn");
    }

    private static Row row(String work, String contender, double ms) {
        return new Row("growth", work, contender, ms, 1, 50, 400, 2, 1, Double.NaN);
    }

    @Test
    void aRowOfTheFileHasAsManyFieldsAsTheHeadHas() {
        Row row = new Row("bound", "tied", "libtorch", 20.5, 1, Double.NaN, 400, Double.NaN, 3, 0.75);
        assertEquals("bound,tied,libtorch,20.5000,1.0000,,400.0000,,3,0.7500", row.csv());
        assertEquals(Row.COLUMNS.split(",").length, row.csv().split(",").length);
    }
}
