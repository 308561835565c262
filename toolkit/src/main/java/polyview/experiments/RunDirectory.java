package polyview.experiments;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import polyview.base.Sha256;
import polyview.base.WholeFile;

/**
 * A folder with one file for each run and one that tells what experiment they are of.
 *
 * <pre>
 * experiment.properties        name, options, and hashes of the data and of each variant
 * runs/concat-seed-1.properties
 * lock                         held by the process that runs the experiment
 * </pre>
 */
final class RunDirectory implements RunStore {

    /** What only tells: seeds may be added, and runs of other seeds are left alone. */
    static final String SEEDS = "seeds";

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,59}");
    private static final int LONGEST = 30;
    private static final int DIGITS = 8;

    private final Path folder;
    private final FolderLock lock;

    /** Makes the folder where there is none, and holds it until closed. */
    RunDirectory(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("runs"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directory " + folder + ": " + e, e);
        }
        this.lock = FolderLock.on(folder);
    }

    @Override
    public void require(Supplier<Map<String, String>> description) {
        Path file = folder.resolve("experiment.properties");
        Map<String, String> all = new LinkedHashMap<>(read(file).orElse(Map.of()));
        description.get().forEach((key, is) -> {
            String was = all.put(key, is);
            if (was != null && !was.equals(is) && !key.equals(SEEDS)) {
                throw new IllegalStateException("directory " + folder + " holds the runs of another experiment: " + key
                        + " was \"" + was + "\", is \"" + is
                        + "\"; take another directory, or delete this one to begin anew");
            }
        });
        write(file, all);
    }

    @Override
    public Optional<RunResult> read(String variant, long seed) {
        Path file = file(variant, seed);
        try {
            return read(file).map(RunText::read);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "cannot read " + file + ": " + e.getMessage() + "; without this file the run is done again", e);
        }
    }

    @Override
    public void write(RunResult run) {
        write(file(run.variant(), run.seed()), RunText.write(run));
    }

    @Override
    public void close() {
        lock.close();
    }

    /** A name that every file system takes, and that no other variant has where case does not count. */
    private Path file(String variant, long seed) {
        String plain = variant;
        if (!PLAIN.matcher(variant).matches()) {
            String words = variant.replaceAll("[^A-Za-z0-9]+", "_");
            String hash = Sha256.of(variant.getBytes(StandardCharsets.UTF_8));
            plain = words.substring(0, Math.min(LONGEST, words.length())) + "-" + hash.substring(0, DIGITS);
        }
        return folder.resolve("runs").resolve(plain + "-seed-" + seed + ".properties");
    }

    private static void write(Path file, Map<String, String> entries) {
        byte[] bytes = PropertyLines.write(entries).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(bytes));
    }

    private static Optional<Map<String, String>> read(Path file) {
        // Not a channel: those close when the thread is interrupted.
        try (InputStream in = new FileInputStream(file.toFile())) {
            return Optional.of(PropertyLines.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }
}
