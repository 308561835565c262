package polyview.data.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads image files one after the other; prints what became of each. */
final class WithoutTwelveMonkeysMain {

    private WithoutTwelveMonkeysMain() {}

    public static void main(String[] args) {
        try (ImageDecoder decoder = new ImageDecoder(List.of(ImageForm.gray(4, 4)), 1 << 20)) {
            for (String file : args) {
                try {
                    decoder.read(Path.of(file), 0, new float[16]);
                    System.out.println("read");
                } catch (IOException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }
}
