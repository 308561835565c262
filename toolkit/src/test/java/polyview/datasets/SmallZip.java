package polyview.datasets;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Zip files of Omniglot's layout with drawings made here: a bar of ink that tells who drew which character. */
final class SmallZip {

    static final int SIDE = 21;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** Alphabets A, B, ... with as many characters each; {@code drawers} draw each character. */
    static SmallZip of(int alphabets, int characters, int drawers) throws IOException {
        SmallZip zip = new SmallZip();
        for (int a = 0; a < alphabets; a++) {
            for (int c = 1; c <= characters; c++) {
                for (int d = 1; d <= drawers; d++) {
                    zip.with(name(a, c, d), png(bar(a, c, d)));
                }
            }
        }
        return zip;
    }

    static String name(int alphabet, int character, int drawer) {
        return String.format(
                "small/%c/character%02d/%04d_%02d.png", 'A' + alphabet, character, 100 + character, drawer);
    }

    /** Ink in one row, from the left: the row is 4 a + c, the length d. */
    static BufferedImage bar(int alphabet, int character, int drawer) {
        BufferedImage image = paper();
        for (int x = 0; x < drawer; x++) {
            image.setRGB(x, 4 * alphabet + character, 0);
        }
        return image;
    }

    static BufferedImage paper() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_BINARY);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, 0xFFFFFF);
        }
        return image;
    }

    static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    SmallZip with(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }
}
