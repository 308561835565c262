package polyview.training;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a training in one folder, named by their steps. */
final class CheckpointFolder implements Serializable {

    private static final System.Logger LOG = System.getLogger("polyview.training");
    private static final Pattern NAME = Pattern.compile("checkpoint-\\d{10,}\\.npz");
    private static final Pattern LEFT_OVER = Pattern.compile("(checkpoint-\\d{10,}|best)\\.npz\\.(\\d+)\\.\\d+\\.part");

    private final Path folder;

    CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Path ofStep(long step) {
        return file(String.format(Locale.ROOT, "checkpoint-%010d.npz", step));
    }

    /** Makes the folder, and clears away what processes have left that were ended while they wrote. */
    void make() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder + ": " + e, e);
        }
        for (Path file : matching(LEFT_OVER)) {
            var parts = LEFT_OVER.matcher(file.getFileName().toString());
            if (parts.matches()
                    && ProcessHandle.of(Long.parseLong(parts.group(2))).isEmpty()) {
                delete(file);
            }
        }
    }

    /** The oldest first. */
    List<Path> files() {
        return Files.isDirectory(folder) ? matching(NAME) : List.of();
    }

    private List<Path> matching(Pattern name) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + folder + ": " + e, e);
        }
    }

    void keepNewest(int count) {
        List<Path> all = files();
        all.subList(0, Math.max(0, all.size() - count)).forEach(CheckpointFolder::delete);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e, e);
        }
    }

    /** What the newest file gives that can be read; one that is damaged is told of. */
    <T> Optional<T> newest(Function<Path, T> read) {
        List<Path> all = files();
        for (int i = all.size() - 1; i >= 0; i--) {
            try {
                return Optional.of(read.apply(all.get(i)));
            } catch (UncheckedIOException e) {
                if (i == 0) {
                    throw e;
                }
                LOG.log(System.Logger.Level.WARNING, "{0}; the checkpoint before it is taken", e.getMessage());
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
