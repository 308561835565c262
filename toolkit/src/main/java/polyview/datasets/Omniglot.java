package polyview.datasets;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import polyview.base.Startup;

/**
 * Omniglot: handwritten characters of many alphabets, each drawn by twenty people (B. M. Lake, R. Salakhutdinov and J.
 * B. Tenenbaum, <em>Human-level concept learning through probabilistic program induction</em>, Science, 2015).
 *
 * <p>This reads the small background set, {@code images_background_small1.zip}: 2720 drawings of 105 x 105 pixels, 136
 * characters of the alphabets Balinese, Early_Aramaic, Greek, Korean and Latin. {@link #open(Path)} reads any zip file
 * of the same layout, {@code .../Alphabet/character01/0108_01.png}, where the last number is the drawer.
 *
 * <p>The official one-shot runs, of other alphabets, are read by {@link OmniglotRuns}.
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
public final class Omniglot extends Characters {

    static {
        Startup.begin();
    }

    static final PublicFile FILE = new PublicFile(
            "omniglot",
            "images_background_small1.zip",
            URI.create(
                    "https://raw.githubusercontent.com/brendenlake/omniglot/master/python/images_background_small1.zip"),
            "f38eb80f801274ac2b4dff5b24289016bfaba4a7d5bb50deebf27104ad6cb8a4",
            Duration.ofMinutes(5));

    private static final Pattern DRAWING = Pattern.compile("(?:.*/)?([^/]+)/([^/]+)/[^/]*_(\\d{1,6})\\.png");

    private final Path zip;

    private Omniglot(Path zip, SortedMap<String, SortedMap<String, SortedMap<Integer, Drawing>>> drawings) {
        super(drawings);
        this.zip = zip;
    }

    /**
     * The file, if it is there already: {@code omniglot/images_background_small1.zip} in the folder that {@code
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
        return open(FILE.findOrDownload(Folders.fromEnvironment()));
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
        SortedMap<String, SortedMap<String, SortedMap<Integer, Drawing>>> drawings = new TreeMap<>();
        new ZipContent(zip)
                .read(
                        name -> name.endsWith(".png"),
                        (name, content) -> add(drawings, zip, name, Drawing.read(content)));
        if (drawings.isEmpty()) {
            throw new IllegalArgumentException(
                    zip + " holds no drawings: expected entries like Greek/character01/0394_01.png");
        }
        return new Omniglot(zip, drawings);
    }

    private static void add(
            SortedMap<String, SortedMap<String, SortedMap<Integer, Drawing>>> drawings,
            Path zip,
            String name,
            Drawing ink) {
        Matcher parts = DRAWING.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "entry " + name + " of " + zip + " must be named like Greek/character01/0394_01.png");
        }
        Drawing before = drawings.computeIfAbsent(parts.group(1), alphabet -> new TreeMap<>())
                .computeIfAbsent(parts.group(2), character -> new TreeMap<>())
                .put(Integer.parseInt(parts.group(3)), ink);
        if (before != null) {
            throw new IllegalArgumentException("entry " + name + " of " + zip + " is a second drawing by one drawer");
        }
    }

    /** {@link Characters.Split#standard()}; refused: a file without these alphabets. */
    @Override
    public Split split() {
        Split standard = Split.standard();
        standard.all().forEach(this::characters);
        return standard;
    }

    /** Where it was read from, and how much: {@code Omniglot[5 alphabets, 2720 drawings, from ...]}. */
    @Override
    public String toString() {
        return "Omniglot[" + alphabets().size() + " alphabets, " + size() + " drawings, from " + zip + "]";
    }
}
