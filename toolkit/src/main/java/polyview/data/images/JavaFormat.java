package polyview.data.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import polyview.data.FloatArray;

/** A format that is decoded in Java, with all the bits of its numbers. */
abstract class JavaFormat implements ImageFormat {

    private final String name;
    private final List<String> extensions;

    JavaFormat(String name, String... extensions) {
        this.name = name;
        this.extensions = List.of(extensions);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<String> extensions() {
        return extensions;
    }

    @Override
    public final ImageHeader header(byte[] file) throws IOException {
        return header(file, Decoding.USUAL);
    }

    @Override
    public abstract ImageHeader header(byte[] file, Decoding decoding) throws IOException;

    @Override
    public abstract DecodedImage decode(byte[] file, Decoding decoding) throws IOException;

    /** Whole numbers from the range of their type to 0..255; floats, 1 of which is white, alike. */
    @Override
    public final FloatArray decode(byte[] file) throws IOException {
        DecodedImage image = decode(file, Decoding.USUAL);
        double most = image.type().most();
        float[] values = image.pixels().values().clone();
        for (int i = 0; most != 255 && i < values.length; i++) {
            values[i] = (float) (values[i] * (255 / most));
        }
        return FloatArray.of(values, image.pixels().shape());
    }

    /** Whether a file begins with this text, or has it at this place. */
    static boolean has(byte[] file, int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        if (file.length < at + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (file[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
