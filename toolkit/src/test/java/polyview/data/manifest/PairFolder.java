package polyview.data.manifest;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import polyview.base.Seeds;

/**
 * Pairs of small colour images on disk and their manifest: {@code left}, {@code right}, {@code label}, {@code id}, the number of the
 * row, by which a test knows each sample again, and {@code half} of it.
 */
public final class PairFolder {

    private final Path folder;
    private final StringBuilder rows = new StringBuilder("left,right,label,id,half\n");
    private int count;

    public PairFolder(Path folder) {
        this.folder = folder;
    }

    /** A folder of so many good pairs, PNG on the left and JPEG on the right. */
    public static PairFolder good(Path folder, int count) {
        PairFolder pairs = new PairFolder(folder);
        for (int i = 0; i < count; i++) {
            pairs.add("left/" + i + ".png", encoded("png", 2 * i), "right/" + i + ".jpg", encoded("jpg", 2 * i + 1));
        }
        return pairs;
    }

    /** Adds a row; files without content are not written. */
    public PairFolder add(String left, byte[] leftFile, String right, byte[] rightFile) {
        write(left, leftFile);
        write(right, rightFile);
        rows.append(left + "," + right + "," + "abc".charAt(count % 3) + "," + count + "," + count / 2.0 + "\n");
        count++;
        return this;
    }

    /** A file of the folder. */
    public Path path(String name) {
        return folder.resolve(name);
    }

    /** With the id as the only target. */
    public Manifest manifest() {
        return columns().targets("id").open();
    }

    public Manifest withLabels() {
        return columns().label("label").open();
    }

    public ManifestColumns columns() {
        try {
            Files.writeString(folder.resolve("pairs.csv"), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Manifest.csv(folder.resolve("pairs.csv")).images("left", "right");
    }

    /** Random colours of some size near 12 x 10, by ImageIO. */
    public static byte[] encoded(String format, long seed) {
        SplittableRandom random = Seeds.stream(seed);
        return encoded(format, image(10 + random.nextInt(5), 8 + random.nextInt(5), random));
    }

    public static byte[] encoded(String format, BufferedImage image) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blocks of 4 x 4 pixels in random colours, so that JPEG has something to do and something to keep. */
    public static BufferedImage image(int width, int height, SplittableRandom random) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] colours = random.ints(width * height).toArray();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colours[y / 4 * width + x / 4] & 0xFFFFFF);
            }
        }
        return image;
    }

    private void write(String name, byte[] content) {
        try {
            Files.createDirectories(path(name).getParent());
            if (content.length > 0) {
                Files.write(path(name), content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
