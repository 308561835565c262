package polyview.datasets;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import polyview.data.FloatArray;

/**
 * A folder with each kind of damaged file and a manifest that tells which is which: {@code datasets/damaged}.
 *
 * <p>{@code main} writes it into the folder that it is given, with a JPEG of this machine's encoder.
 */
final class DamagedFolder {

    private DamagedFolder() {}

    public static void main(String[] folder) throws IOException {
        write(Path.of(folder[0]), jpeg());
    }

    /** Writes the folder; all bytes come from the seed and the JPEG. */
    static void write(Path folder, byte[] jpeg) throws IOException {
        Files.createDirectories(folder);
        StringBuilder manifest = new StringBuilder("image,label,damage,whole\n");
        for (Damage damage : Damage.values()) {
            Path file = folder.resolve(damage.file());
            if (damage.isFile()) {
                Files.write(file, damage.bytes(png(), jpeg));
            } else if (damage == Damage.DIRECTORY) {
                Files.createDirectories(file);
                // Git keeps no empty folders.
                Files.writeString(file.resolve("note.txt"), "A folder with the name of an image.\n");
            }
            manifest.append(String.join(
                    ",",
                    damage.file(),
                    String.valueOf(damage.ordinal() % 2),
                    damage.name().toLowerCase(Locale.ROOT),
                    damage.isWhole() ? "yes" : "no"));
            manifest.append('\n');
        }
        Files.write(folder.resolve(SampleFolder.MANIFEST), manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The good image: a scene, 48 x 48, gray. */
    static FloatArray scene() {
        return MadeScenes.of(1, 7).images();
    }

    static byte[] png() {
        return PlainPng.encode(samples(), 48, 48, 1, 8);
    }

    /** The good image by ImageIO; encoders of other machines may give other bytes. */
    static byte[] jpeg() throws IOException {
        BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, 48, 48, 0, samples());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }

    private static int[] samples() {
        float[] values = scene().values();
        int[] samples = new int[values.length];
        for (int k = 0; k < samples.length; k++) {
            samples[k] = Math.round(255 * values[k]);
        }
        return samples;
    }
}
