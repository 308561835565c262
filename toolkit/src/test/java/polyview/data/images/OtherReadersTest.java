package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.data.npy.Npz;

/** Files that Pillow, tifffile, nibabel and numpy wrote give the numbers that these read from them; see images/formats.py. */
@Tag("data")
class OtherReadersTest {

    /** The folder of the files. */
    static Path folder() {
        try {
            return Path.of(OtherReadersTest.class
                            .getResource("/images/formats.csv")
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of the table: file, name of the expected array, options, tolerance. */
    static List<String[]> rows() throws IOException {
        return Files.readAllLines(folder().resolve("formats.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
    }

    static ImageForm form(FloatArray expected, String options) {
        ImageForm form = ImageForm.of(expected.size(0), expected.size(1), expected.size(2))
                .asStored();
        String[] words = options.split(" ");
        int[] numbers = Arrays.stream(words)
                .filter(w -> w.matches("\\d+"))
                .mapToInt(Integer::parseInt)
                .toArray();
        return switch (words[0]) {
            case "keep" -> form.transparency(Transparency.keep());
            case "over" -> form.transparency(Transparency.over(words[1]));
            case "mask" -> ImageForm.mask(form.height(), form.width());
            case "leave" -> form.leaveOrientation();
            case "array" -> form.array(words[1]);
            case "pages" -> form.pages(numbers);
            case "everyPage" -> form.everyPage();
            case "slices" -> {
                int behind = List.of(words).indexOf("volumes");
                int slices = behind < 0 ? numbers.length : behind - 1;
                yield form.slices(new Slices(
                        numbers[0],
                        IntStream.range(1, slices).map(i -> numbers[i]).boxed().toList(),
                        IntStream.range(slices, numbers.length)
                                .map(i -> numbers[i])
                                .boxed()
                                .toList()));
            }
            default -> form;
        };
    }

    @Test
    void theNumbersAreThoseOfOtherReaders() throws IOException {
        Map<String, FloatArray> expected = Npz.read(folder().resolve("expected.npz"));
        Map<String, String> wrong = new LinkedHashMap<>();
        Map<String, Double> largest = new TreeMap<>();
        for (String[] row : rows()) {
            FloatArray numbers = expected.get(row[1]);
            try {
                double difference = difference(folder().resolve(row[0]), numbers, row[2]);
                largest.merge(row[0].substring(row[0].indexOf('.') + 1), difference, Math::max);
                if (!(difference <= Double.parseDouble(row[3]))) {
                    wrong.put(String.join(" ", row), "differs by " + difference);
                }
            } catch (IOException e) {
                wrong.put(String.join(" ", row), e.getMessage());
            }
        }
        System.out.println("largest differences, in the numbers of the files: " + largest);
        assertTrue(rows().size() > 120);
        assertEquals(Map.of(), wrong);
    }

    private static double difference(Path file, FloatArray expected, String options) throws IOException {
        ImageForm form = form(expected, options);
        float[] read = new float[form.values()];
        try (ImageDecoder decoder = new ImageDecoder(List.of(form), 1 << 20)) {
            decoder.read(file, 0, read);
        }
        double largest = 0;
        for (int i = 0; i < read.length; i++) {
            largest = Math.max(largest, Math.abs(read[i] - (double) expected.values()[i]));
        }
        return largest;
    }
}
