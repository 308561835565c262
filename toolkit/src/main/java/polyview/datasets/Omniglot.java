package polyview.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;

/**
 * Omniglot: handwritten characters of many alphabets, each drawn by twenty people (B. M. Lake, R. Salakhutdinov and J.
 * B. Tenenbaum, <em>Human-level concept learning through probabilistic program induction</em>, Science, 2015).
 *
 * <p>This reads the small background set, {@code images_background_small1.zip}: 2720 drawings of 105 x 105 pixels, 136
 * characters of the alphabets Balinese, Early_Aramaic, Greek, Korean and Latin. {@link #open(Path)} reads any zip file
 * of the same layout, {@code .../Alphabet/character01/0108_01.png}, where the last number is the drawer.
 *
 * <p>Images are 1 where there is ink and 0 where there is paper. All drawings lie in memory, one byte a pixel.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var omniglot = Omniglot.open();
 * var split = Omniglot.Split.standard();
 * MemoryDataset train = omniglot.pairs(4000, 7, 32, split.train());   // inputs (4000, 32, 32, 1) twice
 * MemoryDataset test = omniglot.pairs(1000, 8, 32, split.test());     // an alphabet never seen in training
 * }</pre>
 */
public final class Omniglot {

    static final PublicFile FILE = new PublicFile(
            "omniglot",
            "images_background_small1.zip",
            URI.create(
                    "https://raw.githubusercontent.com/brendenlake/omniglot/master/python/images_background_small1.zip"),
            "f38eb80f801274ac2b4dff5b24289016bfaba4a7d5bb50deebf27104ad6cb8a4",
            Duration.ofMinutes(5));

    private static final Pattern DRAWING = Pattern.compile("(?:.*/)?([^/]+)/([^/]+)/[^/]*_(\\d{1,6})\\.png");

    private final Path zip;
    private final SortedMap<String, SortedMap<String, SortedMap<Integer, Ink>>> drawings;

    private Omniglot(Path zip, SortedMap<String, SortedMap<String, SortedMap<Integer, Ink>>> drawings) {
        this.zip = zip;
        this.drawings = drawings;
    }

    /**
     * The file, where it lies already: {@code omniglot/images_background_small1.zip} in the folder that {@code
     * POLYVIEW_DATA} names, then in the cache folder ({@code POLYVIEW_CACHE}, else {@code ~/.cache/polyview}).
     */
    public static Optional<Path> locate() {
        return FILE.locate(Folders.fromEnvironment());
    }

    /**
     * The file in the cache folder, downloaded if it is not there yet.
     *
     * <p>Refused: a file with another SHA-256 ({@code .../images_background_small1.zip has the wrong content: its SHA-256
     * must be f38e..., got ...}), and whatever the network refuses, with the address, the folder, the SHA-256 and what to
     * do by hand ({@code cannot download https://... to ...: ConnectException; fetch it by hand, ...}).
     */
    public static Path download() {
        return FILE.download(Folders.fromEnvironment());
    }

    /** Reads the file that {@link #locate()} finds, or else {@link #download()}s it; its SHA-256 is checked. */
    public static Omniglot open() {
        return open(FILE.obtain(Folders.fromEnvironment()));
    }

    /**
     * Reads a zip file of Omniglot's layout, whatever its SHA-256.
     *
     * <p>Refused: a file that is not there or is no zip file; an entry that cannot be read ({@code cannot read entry
     * a/b/c_01.png of x.zip: the PNG file is cut off}) or lies elsewhere than {@code
     * alphabet/character/drawing_number.png}; two drawings by one drawer; no drawing at all. Entries that are not {@code
     * .png} are passed over.
     */
    public static Omniglot open(Path zip) {
        SortedMap<String, SortedMap<String, SortedMap<Integer, Ink>>> drawings = new TreeMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                if (entry.getName().endsWith(".png") && !entry.getName().startsWith("__MACOSX/")) {
                    add(drawings, zip, entry.getName(), read(file, entry, zip));
                }
            }
        } catch (IOException e) {
            String reason = Files.exists(zip) ? e.getMessage() : "there is no such file";
            throw new UncheckedIOException("cannot read " + zip + ": " + reason, e);
        }
        if (drawings.isEmpty()) {
            throw new IllegalArgumentException(
                    zip + " holds no drawings: expected entries like Greek/character01/0394_01.png");
        }
        return new Omniglot(zip, drawings);
    }

    private static Ink read(ZipFile file, ZipEntry entry, Path zip) {
        try (var in = file.getInputStream(entry)) {
            return Ink.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read entry " + entry.getName() + " of " + zip + ": " + e.getMessage(), e);
        }
    }

    private static void add(
            SortedMap<String, SortedMap<String, SortedMap<Integer, Ink>>> drawings, Path zip, String name, Ink ink) {
        Matcher parts = DRAWING.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "entry " + name + " of " + zip + " must be named like Greek/character01/0394_01.png");
        }
        Ink before = drawings.computeIfAbsent(parts.group(1), alphabet -> new TreeMap<>())
                .computeIfAbsent(parts.group(2), character -> new TreeMap<>())
                .put(Integer.parseInt(parts.group(3)), ink);
        if (before != null) {
            throw new IllegalArgumentException("entry " + name + " of " + zip + " is a second drawing by one drawer");
        }
    }

    /** The names of the alphabets, sorted. */
    public List<String> alphabets() {
        return List.copyOf(drawings.keySet());
    }

    /** The names of an alphabet's characters, sorted; refused: {@code alphabet must be one of [...], got Elvish}. */
    public List<String> characters(String alphabet) {
        return List.copyOf(pick(drawings, "alphabet", alphabet).keySet());
    }

    /** The numbers of those who drew a character, sorted; refused: an unknown alphabet or character. */
    public List<Integer> drawers(String alphabet, String character) {
        return List.copyOf(drawingsOf(alphabet, character).keySet());
    }

    /** The number of all drawings. */
    public int size() {
        return drawings.values().stream()
                .flatMap(characters -> characters.values().stream())
                .mapToInt(SortedMap::size)
                .sum();
    }

    /**
     * One drawing, resized: {@code (size, size, 1)}, each pixel the mean over the area that it covers.
     *
     * <p>Refused: an unknown alphabet, character or drawer, and {@code size must be positive, got 0}.
     */
    public FloatArray image(String alphabet, String character, int drawer, int size) {
        checkSize(size);
        return ink(alphabet, character, drawer).resized(size);
    }

    /** All drawings of a character, resized, in the order of {@link #drawers}: {@code (N, size, size, 1)}. */
    public FloatArray images(String alphabet, String character, int size) {
        checkSize(size);
        List<FloatArray> images = new ArrayList<>();
        drawingsOf(alphabet, character).values().forEach(ink -> images.add(ink.resized(size)));
        return FloatArray.stack(images);
    }

    /** Pairs "the same character or not"; the short form of {@link OmniglotPairs} without options. */
    public MemoryDataset pairs(int count, long seed, int size, String... alphabets) {
        return pairs(count, seed, size, List.of(alphabets));
    }

    /** Pairs "the same character or not"; the short form of {@link OmniglotPairs} without options. */
    public MemoryDataset pairs(int count, long seed, int size, List<String> alphabets) {
        return pairs(count, seed).size(size).alphabets(alphabets).dataset();
    }

    /** Pairs "the same character or not" of 32 x 32 pixels from all alphabets, with options to set. */
    public OmniglotPairs pairs(int count, long seed) {
        return new OmniglotPairs(this, count, seed, 32, alphabets(), Jitter.none());
    }

    Ink ink(String alphabet, String character, int drawer) {
        return pick(drawingsOf(alphabet, character), "drawer", drawer);
    }

    static void checkSize(int size) {
        if (size <= 0) {
            throw new IllegalArgumentException("size must be positive, got " + size);
        }
    }

    private SortedMap<Integer, Ink> drawingsOf(String alphabet, String character) {
        return pick(pick(drawings, "alphabet", alphabet), "character", character);
    }

    private static <K, V> V pick(SortedMap<K, V> map, String what, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException(what + " must be one of " + map.keySet() + ", got " + key);
        }
        return value;
    }

    /** Where it was read from, and how much: {@code Omniglot[5 alphabets, 2720 drawings, from ...]}. */
    @Override
    public String toString() {
        return "Omniglot[" + drawings.size() + " alphabets, " + size() + " drawings, from " + zip + "]";
    }

    /**
     * Alphabets for training, validation and test, kept apart: what is told about the test is told of characters that
     * training never saw.
     *
     * <p>Refused: an empty part ({@code test must name an alphabet}) and one alphabet twice ({@code train, valid and test
     * must not share an alphabet, got Greek twice}).
     *
     * @param train alphabets to learn from
     * @param valid alphabets to choose by
     * @param test alphabets to report on
     */
    public record Split(List<String> train, List<String> valid, List<String> test) {

        public Split {
            train = List.copyOf(train);
            valid = List.copyOf(valid);
            test = List.copyOf(test);
            List<String> seen = new ArrayList<>();
            for (List<String> part : List.of(train, valid, test)) {
                for (String alphabet : part) {
                    if (seen.contains(alphabet)) {
                        throw new IllegalArgumentException(
                                "train, valid and test must not share an alphabet, got " + alphabet + " twice");
                    }
                    seen.add(alphabet);
                }
            }
            checkNotEmpty("train", train);
            checkNotEmpty("valid", valid);
            checkNotEmpty("test", test);
        }

        /**
         * Of the small background set: Balinese, Greek and Latin to learn from (74 characters), Early_Aramaic to choose by
         * (22), Korean to report on (40, the most, so that the report hangs on as many characters as there are). Greek and
         * Latin stand together because they share letters.
         *
         * <p>How hard the task is depends much on the alphabet: that of Balinese, with characters that are alike, is
         * far harder than the others.
         */
        public static Split standard() {
            return new Split(List.of("Balinese", "Greek", "Latin"), List.of("Early_Aramaic"), List.of("Korean"));
        }

        private static void checkNotEmpty(String name, List<String> part) {
            if (part.isEmpty()) {
                throw new IllegalArgumentException(name + " must name an alphabet");
            }
        }
    }
}
