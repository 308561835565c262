package polyview.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import polyview.base.Startup;

/**
 * Reads the official one-shot runs of {@link Omniglot}, {@code all_runs.zip}: twenty runs, in each of which one person has drawn
 * twenty characters of an alphabet and another has drawn the same ones; 400 trials of alphabets that are not in the background sets.
 *
 * <p>A run is a folder with {@code training/class01.png}, ..., {@code test/item01.png}, ... and {@code class_labels.txt}, whose lines name
 * a drawing that is asked for and the right one of those shown: {@code run01/test/item01.png run01/training/class08.png}. Runs and drawings are
 * in the order of their names.
 *
 * <p>Example:
 *
 * <pre>{@code
 * OneShotRuns runs = OmniglotRuns.locate().map(OmniglotRuns::open).orElseGet(() -> MadeCharacters.of(7).runs(20, 1, List.of("made6")));
 * runs.images(28).shape()   // (800, 28, 28, 1)
 * runs.trials()             // 400
 * }</pre>
 */
public final class OmniglotRuns {

    static {
        Startup.begin();
    }

    static final PublicFile FILE = new PublicFile(
            "omniglot",
            "all_runs.zip",
            URI.create(
                    "https://raw.githubusercontent.com/brendenlake/omniglot/master/python/one-shot-classification/all_runs.zip"),
            "437c1eeab0af8484112e1b4cc0f3d541ec727f7c47b9b202da738af9dfd6c325",
            Duration.ofMinutes(5));

    private static final Pattern DRAWING = Pattern.compile("[^/]+/(?:training|test)/[^/]+\\.png");
    private static final String LABELS = "/class_labels.txt";

    private OmniglotRuns() {}

    /**
     * The file, if it is there already: {@code omniglot/all_runs.zip} in the folder that {@code POLYVIEW_DATA} names, then in
     * the cache folder ({@code POLYVIEW_CACHE}, else {@code ~/.cache/polyview}).
     */
    public static Optional<Path> locate() {
        return FILE.locate(Folders.fromEnvironment());
    }

    /** The file in the cache folder, downloaded (0.4 MB) if it is not there yet; refused as in {@link Omniglot#download()}. */
    public static Path download() {
        return FILE.download(Folders.fromEnvironment());
    }

    /** Reads the file that {@link #locate()} finds, or else {@link #download()}s it; its SHA-256 is checked. */
    public static OneShotRuns open() {
        return open(FILE.findOrDownload(Folders.fromEnvironment()));
    }

    /**
     * Reads a zip file of this layout, whatever its SHA-256 and the number of its runs.
     *
     * <p>Refused: a file that is not there or is no zip file; an entry that cannot be read ({@code cannot read entry
     * run01/test/item01.png of x.zip: the PNG file is cut off}); no run at all ({@code x.zip holds no runs: expected entries like
     * run01/class_labels.txt}); a line that names no two drawings of its run ({@code line 3 of entry run01/class_labels.txt of x.zip must name
     * a drawing of run01/test and one of run01/training, got run01/test/item99.png run01/training/class02.png}); a drawing that
     * is asked for twice or not at all ({@code run01/test/item02.png of x.zip must be in one line of run01/class_labels.txt, is in 0}); and runs of several sizes ({@code run02 of x.zip must show 20 drawings and ask for as
     * many, as many as run01 shows, got 19 and 20}).
     */
    public static OneShotRuns open(Path zip) {
        SortedMap<String, Drawing> drawings = new TreeMap<>();
        SortedMap<String, List<String>> labels = new TreeMap<>();
        new ZipContent(zip)
                .read(name -> DRAWING.matcher(name).matches(), (name, png) -> drawings.put(name, Drawing.read(png)));
        new ZipContent(zip)
                .read(
                        name -> name.endsWith(LABELS),
                        (name, text) -> labels.put(
                                name.substring(0, name.length() - LABELS.length()),
                                new String(text, UTF_8).lines().toList()));
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(zip + " holds no runs: expected entries like run01/class_labels.txt");
        }
        List<OneShotRuns.Run> runs = new ArrayList<>();
        labels.forEach((run, lines) -> runs.add(new RunFolder(zip, run, drawings, lines).run()));
        int ways = runs.get(0).shown().size();
        for (OneShotRuns.Run run : runs) {
            if (run.shown().size() != ways || run.asked().size() != ways) {
                throw new IllegalArgumentException(run.name() + " of " + zip + " must show " + ways
                        + " drawings and ask for as many, as many as "
                        + runs.get(0).name() + " shows, got "
                        + run.shown().size() + " and " + run.asked().size());
            }
        }
        return new OneShotRuns(runs, zip.toString());
    }
}
