package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyview.data.Batch;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.augment.Fill;
import polyview.data.augment.Geometry;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.PairFolder;

/**
 * Masks and images that are targets land where the pixels of the inputs land, held against a map in 64 bits that is written out here.
 *
 * <p>The images are maps of places: red is a pixel's x, green its y, so that a moved image tells where each of its pixels came from;
 * and so are two masks, of the classes x and y. A third mask has the class 1 on a disc.
 */
@Tag("data")
class TargetsMoveAlongTest {

    private static final int HEIGHT = 48;
    private static final int WIDTH = 64;
    private static final int SAMPLES = 150;
    private static final int SEEDS = 4;
    private static final int OUTSIDE = 250;

    /** The middle of the disc, and its radius. */
    private static final double DISC_X = 29;

    private static final double DISC_Y = 22;
    private static final double RADIUS = 6;

    private static final Augmentation MOVES = Augmentation.none()
            .rotation(180)
            .widthShift(0.15)
            .heightShift(0.15)
            .shear(20)
            .zoom(0.3)
            .horizontalFlip()
            .verticalFlip()
            .fill(Fill.constant(-1))
            .sameForAllImages();

    @TempDir
    private Path folder;

    private MultiInputGenerator data;

    @BeforeEach
    void write() throws IOException {
        colour("image.png", 1);
        // The same scene in half the size: places at halves, so that a pixel (x, y) lies at (2 x + 0.5, 2 y + 0.5) of
        // the other.
        colour("half.png", 2);
        gray("maskx.png", (x, y) -> x);
        gray("masky.png", (x, y) -> y);
        gray("disc.png", (x, y) -> Math.hypot(x - DISC_X, y - DISC_Y) <= RADIUS ? 1 : 0);
        Files.writeString(
                folder.resolve("places.csv"),
                "image,half,x,y,disc,clean\nimage.png,half.png,maskx.png,masky.png,disc.png,image.png\n");
        Manifest manifest = Manifest.csv(folder.resolve("places.csv"))
                .images("image", "half")
                .masks("x", "y", "disc")
                .imageTargets("clean")
                .open()
                .subset(new int[SAMPLES]);
        data = new MultiInputGenerator(
                        manifest,
                        List.of(
                                ImageForm.rgb(HEIGHT, WIDTH).zeroTo255(),
                                ImageForm.rgb(HEIGHT / 2, WIDTH / 2).zeroTo255()))
                .cache(1 << 20);
    }

    private void colour(String name, int step) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH / step, HEIGHT / step, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT / step; y++) {
            for (int x = 0; x < WIDTH / step; x++) {
                image.setRGB(x, y, x * step << 16 | y * step << 8);
            }
        }
        Files.write(folder.resolve(name), PairFolder.encoded("png", image));
    }

    private void gray(String name, IntBinaryOperator value) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.getRaster().setSample(x, y, 0, value.applyAsInt(x, y));
            }
        }
        Files.write(folder.resolve(name), PairFolder.encoded("png", image));
    }

    /** {@code p' = c + shift + R K Z F (p - c)} as a matrix and a shift, in 64 bits, and its inverse by Cramer's rule. */
    private record ExactMap(double a, double b, double c, double d, double shiftX, double shiftY) {

        private static final double MIDDLE_X = (WIDTH - 1) / 2.0;
        private static final double MIDDLE_Y = (HEIGHT - 1) / 2.0;

        static ExactMap of(Geometry g) {
            double r = Math.toRadians(g.rotation());
            double lean = Math.tan(Math.toRadians(g.shear()));
            double zoomX = g.widthZoom() * (g.horizontalFlip() ? -1 : 1);
            double zoomY = g.heightZoom() * (g.verticalFlip() ? -1 : 1);
            double a = Math.cos(r) * zoomX;
            double b = (Math.cos(r) * lean - Math.sin(r)) * zoomY;
            double c = Math.sin(r) * zoomX;
            double d = (Math.sin(r) * lean + Math.cos(r)) * zoomY;
            return new ExactMap(a, b, c, d, g.widthShift() * WIDTH, g.heightShift() * HEIGHT);
        }

        double[] forward(double x, double y) {
            double u = x - MIDDLE_X;
            double v = y - MIDDLE_Y;
            return new double[] {MIDDLE_X + shiftX + a * u + b * v, MIDDLE_Y + shiftY + c * u + d * v};
        }

        double[] back(double x, double y) {
            double u = x - MIDDLE_X - shiftX;
            double v = y - MIDDLE_Y - shiftY;
            double det = a * d - b * c;
            return new double[] {MIDDLE_X + (d * u - b * v) / det, MIDDLE_Y + (a * v - c * u) / det};
        }
    }

    /** The largest distances found, in pixels. */
    private static final class Largest {
        private double image;
        private double half;
        private double maskAlongAnAxis;
        private double maskFromImage;
        private double disc;
        private int pixels;
        private int discs;
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void masksLandWhereTheImagesPixelsLand(ReadBy reader) {
        Largest largest = new Largest();
        MultiInputGenerator moved = data.reader(reader).augmentation(MOVES);
        for (String mask : List.of("x", "y", "disc")) {
            moved = moved.fillClass(mask, OUTSIDE);
        }
        for (int seed = 0; seed < SEEDS; seed++) {
            int sample = 0;
            for (Batch batch :
                    AllBatches.of(moved, 50, Order.asStored(seed, seed)).batches()) {
                for (int i = 0; i < batch.size(); i++) {
                    Geometry drawn = MOVES.draw(seed, seed, sample++, 0).geometry();
                    compare(ExactMap.of(drawn), batch, i, largest);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s, %d moves, %,d pixels: image from the exact map %.5f, half-size image %.5f, mask from the exact map"
                        + " along an axis %.7f, mask from the image %.7f, middles of %d discs %.4f pixels%n",
                reader,
                SEEDS * SAMPLES,
                largest.pixels,
                largest.image,
                largest.half,
                largest.maskAlongAnAxis,
                largest.maskFromImage,
                largest.discs,
                largest.disc);
        assertTrue(largest.pixels > 500_000 && largest.discs > 300, () -> largest.pixels + " " + largest.discs);
        assertTrue(largest.image < 1e-3, () -> "image " + largest.image);
        assertTrue(largest.half < 2e-3, () -> "half " + largest.half);
        // Coordinates are 32-bit floats: at a tie they may fall to either side.
        assertTrue(largest.maskAlongAnAxis < 0.5 + 1e-4, () -> "mask " + largest.maskAlongAnAxis);
        assertTrue(largest.disc < 0.5, () -> "disc " + largest.disc);
    }

    private static void compare(ExactMap map, Batch batch, int i, Largest largest) {
        float[] image = batch.inputs().get(0).row(i).values();
        float[] half = batch.inputs().get(1).row(i).values();
        float[] xs = batch.targets().get(0).row(i).values();
        float[] ys = batch.targets().get(1).row(i).values();
        assertArrayEquals(image, batch.targets().get(3).row(i).values(), "a target image moves as its image");
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int k = y * WIDTH + x;
                // Values stay classes, or that of the outside.
                assertTrue(xs[k] == (int) xs[k] && (xs[k] >= 0 && xs[k] < WIDTH || xs[k] == OUTSIDE));
                assertEquals(xs[k] == OUTSIDE, ys[k] == OUTSIDE);
                double[] from = map.back(x, y);
                boolean inside = from[0] >= 0 && from[0] <= WIDTH - 1 && from[1] >= 0 && from[1] <= HEIGHT - 1;
                if (inside) {
                    largest.pixels++;
                    largest.image = max(largest.image, image[3 * k] - from[0], image[3 * k + 1] - from[1]);
                    largest.maskAlongAnAxis = max(largest.maskAlongAnAxis, xs[k] - from[0], ys[k] - from[1]);
                    largest.maskFromImage = max(largest.maskFromImage, xs[k] - image[3 * k], ys[k] - image[3 * k + 1]);
                } else if (from[0] < -0.51 || from[0] > WIDTH - 0.49 || from[1] < -0.51 || from[1] > HEIGHT - 0.49) {
                    assertEquals(OUTSIDE, xs[k]);
                }
            }
        }
        compareHalf(map, half, largest);
        compareDisc(map, batch.targets().get(2).row(i).values(), largest);
    }

    /** Its pixel (x, y) lies at (2 x + 0.5, 2 y + 0.5) of the whole image, and holds the place (2 x, 2 y). */
    private static void compareHalf(ExactMap map, float[] half, Largest largest) {
        for (int y = 0; y < HEIGHT / 2; y++) {
            for (int x = 0; x < WIDTH / 2; x++) {
                double[] from = map.back(2 * x + 0.5, 2 * y + 0.5);
                boolean inside = from[0] >= 0.5 && from[0] <= WIDTH - 1.5 && from[1] >= 0.5 && from[1] <= HEIGHT - 1.5;
                if (inside) {
                    int k = 3 * (y * WIDTH / 2 + x);
                    largest.half = max(largest.half, half[k] + 0.5 - from[0], half[k + 1] + 0.5 - from[1]);
                }
            }
        }
    }

    /** The middle of the moved disc, where all of it is in the frame. */
    private static void compareDisc(ExactMap map, float[] disc, Largest largest) {
        double[] middle = map.forward(DISC_X, DISC_Y);
        double reach = 2 * RADIUS;
        if (middle[0] < reach || middle[0] > WIDTH - reach || middle[1] < reach || middle[1] > HEIGHT - reach) {
            return;
        }
        double sumX = 0;
        double sumY = 0;
        int count = 0;
        for (int k = 0; k < disc.length; k++) {
            if (disc[k] == 1) {
                sumX += k % WIDTH;
                sumY += k / WIDTH;
                count++;
            }
        }
        largest.discs++;
        largest.disc = Math.max(largest.disc, Math.hypot(sumX / count - middle[0], sumY / count - middle[1]));
    }

    private static double max(double before, double... more) {
        return Math.max(before, Arrays.stream(more).map(Math::abs).max().orElse(0));
    }

    @Test
    void tonesChangeTheInputsAlone() {
        Augmentation toned =
                MOVES.brightness(9).contrast(0.5).noise(3).shuffleViews().then((image, random) -> image);
        Batch plain = first(data.augmentation(MOVES));
        Batch changed = first(data.augmentation(toned));
        assertEquals(plain.targets(), changed.targets());
        assertNotEquals(plain.inputs(), changed.inputs());
        Batch one = first(data.augmentation(MOVES)
                .augmentation("half", Augmentation.none().brightness(9)));
        assertEquals(plain.inputs().get(0), one.inputs().get(0));
        assertNotEquals(plain.inputs().get(1), one.inputs().get(1));
        assertEquals(plain.targets(), one.targets());
        // The moves stay those of all: only a constant was added to what was moved.
        float added = one.inputs().get(1).values()[0] - plain.inputs().get(1).values()[0];
        assertEquals(
                plain.inputs().get(1).values()[100] + added, one.inputs().get(1).values()[100], 1e-4);
    }

    @Test
    void tonesOfOneInputMayBeDrawnApartWhereMovesAreAlike() {
        Augmentation tones = Augmentation.none().brightness(9);
        MultiInputGenerator apart =
                data.augmentation(MOVES).augmentation("image", tones).augmentation("half", tones);
        MultiInputGenerator alike = data.augmentation(MOVES)
                .augmentation("image", tones.sameForAllImages())
                .augmentation("half", tones.sameForAllImages());
        Batch plain = first(data.augmentation(MOVES));
        assertNotEquals(added(plain, first(apart), 0), added(plain, first(apart), 1), 0.01);
        assertEquals(added(plain, first(alike), 0), added(plain, first(alike), 1), 1e-3);
    }

    private static double added(Batch plain, Batch changed, int input) {
        return changed.inputs().get(input).values()[0]
                - plain.inputs().get(input).values()[0];
    }

    @Test
    void theEdgeOfAMaskIsFilledAsThatOfItsImage() {
        for (Fill fill : List.of(Fill.NEAREST, Fill.REFLECT)) {
            Batch batch = first(data.augmentation(MOVES.fill(fill)));
            for (int i = 0; i < batch.size(); i++) {
                float[] image = batch.inputs().get(0).row(i).values();
                float[] xs = batch.targets().get(0).row(i).values();
                for (int k = 0; k < xs.length; k++) {
                    assertEquals(image[3 * k], xs[k], 0.501, fill + " " + k);
                }
            }
        }
        // A constant is a brightness: for a mask it is class 0.
        float[] zeros = first(data.augmentation(MOVES)).targets().get(0).values();
        float[] own = first(data.augmentation(MOVES).fillClass("x", OUTSIDE))
                .targets()
                .get(0)
                .values();
        for (int k = 0; k < own.length; k++) {
            assertEquals(own[k] == OUTSIDE ? 0 : own[k], zeros[k]);
        }
    }

    @Test
    void anEvaluationMovesNothing() {
        Batch still = AllBatches.of(data.augmentation(MOVES), 10, Order.asStored())
                .batches()
                .get(0);
        for (int k = 0; k < HEIGHT * WIDTH; k++) {
            assertEquals(k % WIDTH, still.targets().get(0).values()[k]);
        }
    }

    private static Batch first(MultiInputGenerator from) {
        return AllBatches.of(from, 20, Order.asStored(11, 2)).batches().get(0);
    }
}
