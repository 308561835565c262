package polyview.benchmarks;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import polyview.base.Seeds;

/**
 * Pairs of image files: a JPEG on the left, a PNG or another JPEG on the right, each a scene of its own of about 200x170
 * pixels.
 *
 * @param kind of the files
 * @param folder where they lie
 * @param left the paths of the JPEG files
 * @param right the paths of the other files
 */
record ImagePairs(Kind kind, Path folder, List<Path> left, List<Path> right) {

    /** What the files on the right are. */
    enum Kind {
        /** PNG, whose decoding costs four times that of a JPEG. */
        MIXED(".png", "PNG"),
        /** JPEG, as on the left. */
        JPEG("-right.jpg", "JPEG"),
        /** TIFF of 16 bits a channel, not compressed, as ImageIO writes it. */
        TIFF16("-16.tif", "16-bit TIFF"),
        /** An array of NumPy's format, 16 bits a channel. */
        NPY16("-16.npy", "16-bit .npy");

        private final String rightEnd;
        private final String format;

        Kind(String rightEnd, String format) {
            this.rightEnd = rightEnd;
            this.format = format;
        }

        /** What the name of a right file has behind its number. */
        String rightEnd() {
            return rightEnd;
        }
    }

    /** Another one makes other files; so must any change of {@link NaturalScene}. */
    private static final long SEED = 4;

    private static final float QUALITY = 0.85f;

    /** The pairs in a folder of the system's temporary directory, which is made where it is not there. */
    static ImagePairs of(int count, Kind kind) throws IOException {
        Path root = Path.of(System.getProperty("java.io.tmpdir"));
        // The name says what is in it; it only ever appears whole.
        Path folder = root.resolve("polyview-benchmark-pairs-" + count + "-seed-" + SEED
                + (kind == Kind.MIXED ? "" : "-" + kind.name().toLowerCase(Locale.ROOT)));
        if (!Files.isDirectory(folder)) {
            Path draft = Files.createTempDirectory(root, "polyview-benchmark-draft-");
            IntStream.range(0, count).parallel().forEach(i -> write(draft, i, kind));
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        List<Path> left = new ArrayList<>();
        List<Path> right = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            left.add(folder.resolve(name(i, ".jpg")));
            right.add(folder.resolve(name(i, kind.rightEnd())));
        }
        return new ImagePairs(kind, folder, List.copyOf(left), List.copyOf(right));
    }

    int size() {
        return left.size();
    }

    /** For example {@code 2000 pairs, JPEG 11.2 kB and PNG 60.1 kB}; sizes are means. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d pairs, JPEG %.1f kB and %s %.1f kB, in %s",
                size(),
                kilobytes(left.stream()),
                kind.format,
                kilobytes(right.stream()),
                folder);
    }

    private static double kilobytes(Stream<Path> files) {
        return files.mapToLong(file -> file.toFile().length()).average().orElseThrow() / 1000;
    }

    private static String name(int pair, String end) {
        return String.format(Locale.ROOT, "%06d%s", pair, end);
    }

    private static void write(Path folder, int pair, Kind kind) {
        try {
            writeJpeg(scene(pair, 0), folder.resolve(name(pair, ".jpg")));
            Path right = folder.resolve(name(pair, kind.rightEnd()));
            BufferedImage scene = scene(pair, 1);
            switch (kind) {
                case JPEG -> writeJpeg(scene, right);
                case MIXED -> SixteenBits.write(scene, "png", right);
                case TIFF16 -> SixteenBits.write(SixteenBits.of(scene), "tiff", right);
                case NPY16 -> SixteenBits.writeNpy(scene, right);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeJpeg(BufferedImage image, Path file) throws IOException {
        ImageWriter jpeg = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            ImageWriteParam quality = jpeg.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            jpeg.setOutput(out);
            jpeg.write(null, new IIOImage(image, null, null), quality);
        } finally {
            jpeg.dispose();
        }
    }

    private static BufferedImage scene(int pair, int side) {
        SplittableRandom random = Seeds.stream(SEED, pair, side);
        return new NaturalScene(random.nextInt(190, 211), random.nextInt(160, 181), random).paint();
    }
}
