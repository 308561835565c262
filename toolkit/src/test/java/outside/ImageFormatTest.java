package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyview.base.Seeds;
import polyview.data.Batch;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.images.ImageFormat;
import polyview.data.images.ImageFormats;
import polyview.data.images.ImageHeader;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.Manifest;
import tech.tablesaw.api.Table;

/** A format of a user's own, in a package of their own: binary PGM, read from a manifest beside PNG, bad files among them. */
@Tag("data")
class ImageFormatTest {

    private static final int COUNT = 12;

    /** {@code P5 <width> <height> 255}, one blank, and the pixels. It trusts its bytes, as quickly written code does. */
    private static final class Pgm implements ImageFormat {
        @Override
        public String name() {
            return "PGM";
        }

        @Override
        public List<String> extensions() {
            return List.of("pgm", "own");
        }

        @Override
        public boolean recognizes(byte[] file) {
            return file.length > 1 && file[0] == 'P' && file[1] == '5';
        }

        private static String[] words(byte[] file) {
            String start = new String(file, 0, Math.min(40, file.length), StandardCharsets.ISO_8859_1);
            return start.split("\\s", 5);
        }

        @Override
        public ImageHeader header(byte[] file) throws IOException {
            String[] words = words(file);
            if (!words[3].equals("255")) {
                throw new IOException("a PGM with values to " + words[3] + " is not supported");
            }
            return new ImageHeader("PGM", Integer.parseInt(words[1]), Integer.parseInt(words[2]), 1, 8);
        }

        @Override
        public FloatArray decode(byte[] file) throws IOException {
            ImageHeader header = header(file);
            String[] words = words(file);
            int from =
                    4 + Arrays.stream(words).limit(4).mapToInt(String::length).sum();
            float[] values = new float[header.width() * header.height()];
            for (int i = 0; i < values.length; i++) {
                values[i] = file[from + i] & 0xFF;
            }
            return FloatArray.of(values, header.height(), header.width(), 1);
        }
    }

    @TempDir
    private Path folder;

    @BeforeEach
    void add() throws IOException {
        ImageFormats.add(new Pgm());
        StringBuilder rows = new StringBuilder("own,png,id\n");
        for (int i = 0; i < COUNT; i++) {
            BufferedImage image = gray(9 + i % 3, 7 + i % 2, i);
            Files.write(folder.resolve(i + ".pgm"), pgm(image));
            assertTrue(ImageIO.write(image, "png", folder.resolve(i + ".png").toFile()));
            rows.append(i + ".pgm," + i + ".png," + i + "\n");
        }
        Files.writeString(folder.resolve("pairs.csv"), rows);
    }

    @AfterEach
    void remove() {
        ImageFormats.remove("PGM");
    }

    private static BufferedImage gray(int width, int height, long seed) {
        SplittableRandom random = Seeds.stream(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, random.nextInt(256));
            }
        }
        return image;
    }

    private static byte[] pgm(BufferedImage image) {
        int[] pixels = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
        byte[] head =
                ("P5 " + image.getWidth() + " " + image.getHeight() + " 255\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] file = Arrays.copyOf(head, head.length + pixels.length);
        for (int i = 0; i < pixels.length; i++) {
            file[head.length + i] = (byte) pixels[i];
        }
        return file;
    }

    private MultiInputGenerator generator(ImageForm form) {
        Manifest manifest = Manifest.csv(folder.resolve("pairs.csv"))
                .images("own", "png")
                .targets("id")
                .open();
        return new MultiInputGenerator(manifest, form).threads(2);
    }

    private static List<Batch> batches(MultiInputGenerator data, Order order) {
        List<Batch> batches = new ArrayList<>();
        try (Epoch epoch = data.epoch(5, order)) {
            epoch.forEachRemaining(batches::add);
        }
        return batches;
    }

    /** A PNG of the same pixels is read by TensorFlow's decoder: resized, made colour and put into a range, both are the same. */
    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void itsImagesAreThoseOfAnotherFormat(ReadBy reader) {
        ImageForm small = ImageForm.rgb(4, 5).minusOneToOne();
        for (ImageForm form : List.of(
                small,
                small.nearest(),
                small.aspect(ImageForm.Aspect.FIT),
                ImageForm.gray(20, 30).aspect(ImageForm.Aspect.CROP))) {
            int samples = 0;
            for (Batch batch : batches(generator(form).reader(reader), Order.shuffled(7, 0))) {
                assertEquals(batch.inputs().get(1), batch.inputs().get(0), form.toString());
                samples += batch.size();
            }
            assertEquals(COUNT, samples);
        }
    }

    @Test
    void bothReadersGiveTheSameBatchesInTraining() {
        MultiInputGenerator data = generator(ImageForm.gray(8, 8))
                .augmentation(Augmentation.none().rotation(20).noise(0.1));
        List<Batch> expected = batches(data, Order.shuffled(7, 1));
        assertEquals(expected, batches(data.threads(1), Order.shuffled(7, 1)));
        assertEquals(expected, batches(data.reader(ReadBy.TF_DATA), Order.shuffled(7, 1)));
        MultiInputGenerator cached = data.cache(1 << 20);
        batches(cached, Order.shuffled(7, 0));
        assertEquals(expected, batches(cached, Order.shuffled(7, 1)));
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void badFilesAreReported(ReadBy reader) throws IOException {
        byte[] good = Files.readAllBytes(folder.resolve("0.pgm"));
        Files.write(folder.resolve("1.pgm"), Arrays.copyOf(good, good.length - 1));
        Files.writeString(folder.resolve("2.pgm"), "P5 9 7 65535\n");
        Files.writeString(folder.resolve("3.pgm"), "P5 9 x 255\n");
        Files.writeString(folder.resolve("4.pgm"), "P5 1001 1000 255\n");
        Files.writeString(folder.resolve("5.pgm"), "P6 9 7 255\n");
        Files.writeString(folder.resolve("6.pgm"), "P5 0 7 255\n");
        MultiInputGenerator data =
                generator(ImageForm.gray(8, 8)).reader(reader).maxPixels(1_000_000);
        int samples =
                batches(data, Order.asStored()).stream().mapToInt(Batch::size).sum();
        assertEquals(COUNT - 6, samples);
        Table report = data.report();
        assertEquals(
                List.of("1.pgm", "2.pgm", "3.pgm", "4.pgm", "5.pgm", "6.pgm"),
                report.stringColumn("path").asList());
        assertEquals(
                List.of(
                        "it cannot be decoded: java.lang.ArrayIndexOutOfBoundsException: Index " + (good.length - 1)
                                + " out of bounds for length " + (good.length - 1),
                        "a PGM with values to 65535 is not supported",
                        "the PGM header cannot be read: java.lang.NumberFormatException: For input string: \"x\"",
                        "the PGM declares 1001 x 1000 pixels, more than the limit of 1000000",
                        "the PNM file is cut off",
                        "the PGM header cannot be read: java.lang.IllegalArgumentException: width must be positive, got 0"),
                report.stringColumn("reason").asList());
    }

    @Test
    void foldersAreSearchedForIt() throws IOException {
        Path of = Files.createDirectories(folder.resolve("classes").resolve("a"));
        Files.write(of.resolve("1.OWN"), pgm(gray(3, 3, 1)));
        assertEquals(1, Manifest.classFolders(folder.resolve("classes")).open().size());
        ImageFormats.remove("PGM");
        assertThrows(IllegalArgumentException.class, () -> Manifest.classFolders(folder.resolve("classes"))
                .open());
    }

    @Test
    void aFormatIsReplacedByItsNameAloneIfItWasAdded() {
        int before = ImageFormats.all().size();
        ImageFormats.add(new Pgm());
        assertEquals(before, ImageFormats.all().size());
        ImageFormat png = ImageFormats.all().get(1);
        assertEquals(
                "a format PNG is there already",
                assertThrows(IllegalArgumentException.class, () -> ImageFormats.add(png))
                        .getMessage());
    }

    /** What a format that is there already decodes is what ImageIO decodes. */
    @Test
    void aFormatThatIsThereDecodesOneFile() throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve("3.png"));
        FloatArray decoded = ImageFormats.of(file).decode(file);
        BufferedImage image = gray(9, 8, 3);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 9; x++) {
                assertEquals(image.getRaster().getSample(x, y, 0), decoded.get(y, x, 2));
            }
        }
    }
}
