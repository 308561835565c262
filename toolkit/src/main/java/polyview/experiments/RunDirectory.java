package polyview.experiments;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import polyview.base.AtomicFile;
import polyview.base.Sha256;

/**
 * A folder with one file for each run, and one that describes the experiment.
 *
 * <pre>
 * experiment.properties        name, options, and hashes of the data and of each variant
 * results.properties           what the results need besides the runs; see ResultsText
 * runs/concat-seed-1.properties, or concat-seed-1-fold-1.properties
 * lock                         a byte of it is locked for each run that is under way
 * </pre>
 */
final class RunDirectory implements RunStore {

    /** For information only: seeds may be added, and runs of other seeds are kept. */
    static final String SEEDS = "seeds";

    /** What the description of a search has, and that of an experiment has not. */
    static final String SPACE = "space";

    private static final String DESCRIPTION = "experiment.properties";
    private static final String RESULTS = "results.properties";
    private static final int LOCK_DIGITS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration WAIT = Duration.ofMillis(5);

    private final Path folder;

    RunDirectory(Path folder) {
        this.folder = folder;
    }

    private void make() {
        try {
            Files.createDirectories(folder.resolve("runs"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directory " + folder + ": " + e, e);
        }
    }

    @Override
    public void require(Supplier<Map<String, String>> description) {
        Map<String, String> now = description.get();
        make();
        RunLock lock = waitForDescription();
        try {
            require(now);
        } finally {
            lock.close();
        }
    }

    /** Two sweeps may begin at the same time; each locks the description for a moment. */
    private RunLock waitForDescription() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<RunLock> lock = ByteLocks.lock(lockFile(), 0);
        while (lock.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("directory " + folder
                        + " is held by another sweep that begins; it did not let go within " + PATIENCE.toSeconds()
                        + " s");
            }
            LockSupport.parkNanos(WAIT.toNanos());
            lock = ByteLocks.lock(lockFile(), 0);
        }
        return lock.get();
    }

    private void require(Map<String, String> now) {
        Path file = folder.resolve(DESCRIPTION);
        Map<String, String> all = new LinkedHashMap<>(read(file).orElse(Map.of()));
        now.forEach((key, is) -> {
            String was = all.put(key, is);
            if (was != null && !was.equals(is) && !key.equals(SEEDS)) {
                throw new IllegalStateException("directory " + folder + " holds the runs of another "
                        + (all.containsKey(SPACE) ? "search" : "experiment") + ": " + key + " was \"" + was
                        + "\", is \""
                        + is + "\"; take another directory, or delete this one to begin anew");
            }
        });
        write(file, all);
    }

    @Override
    public void keep(Map<String, String> results) {
        make();
        Path file = folder.resolve(RESULTS);
        if (!read(file).equals(Optional.of(results))) {
            write(file, results);
        }
    }

    /** What is there now; locks nothing and writes nothing. See {@link Results#load}. */
    Results load() {
        Path file = folder.resolve(RESULTS);
        Optional<Map<String, String>> kept = read(file);
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("cannot load " + folder + ": " + whyNoResults());
        }
        try {
            return ResultsText.read(kept.get()).with(this);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("cannot load " + file + ": " + e.getMessage(), e);
        }
    }

    private String whyNoResults() {
        if (!Files.isDirectory(folder)) {
            return "there is no such folder";
        }
        Optional<Map<String, String>> description = read(folder.resolve(DESCRIPTION));
        if (description.isEmpty()) {
            return "it holds no experiment, which has a file " + RESULTS;
        }
        return description.get().containsKey(SPACE)
                ? "it holds a search, and no experiment; run the search again with this directory, which repeats no"
                        + " finished trial"
                : "it has no file " + RESULTS
                        + ", which sweeps of earlier versions did not write; run its experiment again with this"
                        + " directory, which repeats no finished run";
    }

    @Override
    public Optional<RunResult> read(RunKey run) {
        Path file = file(run);
        try {
            return read(file).map(RunText::read);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "cannot read " + file + ": " + e.getMessage() + "; without this file the run is done again", e);
        }
    }

    @Override
    public Optional<RunLock> lock(RunKey run) {
        make();
        String name = run.seed() + " " + run.variant() + (run.fold() > 0 ? " " + run.fold() : "");
        String hash = Sha256.of(name.getBytes(StandardCharsets.UTF_8));
        // Byte 0 is for the description. If two runs share a byte, one of them is left to the next sweep.
        return ByteLocks.lock(lockFile(), 1 + Long.parseLong(hash.substring(0, LOCK_DIGITS), 16));
    }

    private Path lockFile() {
        return folder.resolve("lock");
    }

    @Override
    public void write(RunResult run) {
        make();
        write(file(run.key()), RunText.write(run));
    }

    private Path file(RunKey run) {
        return folder.resolve("runs").resolve(run.fileName() + ".properties");
    }

    private static void write(Path file, Map<String, String> entries) {
        byte[] bytes = PropertyLines.write(entries).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
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
