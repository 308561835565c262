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
import java.util.regex.Pattern;
import polyview.base.AtomicFile;
import polyview.base.Sha256;

/**
 * A folder with one file for each run, and one that describes the experiment.
 *
 * <pre>
 * experiment.properties        name, options, and hashes of the data and of each variant
 * runs/concat-seed-1.properties, or concat-seed-1-fold-1.properties
 * lock                         a byte of it is locked for each run that is under way
 * </pre>
 */
final class RunDirectory implements RunStore {

    /** For information only: seeds may be added, and runs of other seeds are kept. */
    static final String SEEDS = "seeds";

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,59}");
    private static final int LONGEST = 30;
    private static final int DIGITS = 8;
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
        Path file = folder.resolve("experiment.properties");
        Map<String, String> all = new LinkedHashMap<>(read(file).orElse(Map.of()));
        now.forEach((key, is) -> {
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

    /** A name that every file system accepts, unique even where case does not count. */
    private Path file(RunKey run) {
        String variant = run.variant();
        String plain = variant;
        if (!PLAIN.matcher(variant).matches()) {
            String words = variant.replaceAll("[^A-Za-z0-9]+", "_");
            String hash = Sha256.of(variant.getBytes(StandardCharsets.UTF_8));
            plain = words.substring(0, Math.min(LONGEST, words.length())) + "-" + hash.substring(0, DIGITS);
        }
        return folder.resolve("runs")
                .resolve(plain + "-seed-" + run.seed() + (run.fold() > 0 ? "-fold-" + run.fold() : "") + ".properties");
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
