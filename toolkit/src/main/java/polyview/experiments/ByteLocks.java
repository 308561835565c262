package polyview.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Locks of single bytes in one file, among the sweeps of this process and of all others. The system releases the locks of a
 * process that ends.
 *
 * <p>A process that closes a file may lose all its locks on it, so within a process all locks of a file share one channel.
 */
final class ByteLocks {

    private static final Map<Path, ByteLocks> OPEN = new HashMap<>();

    private final Path file;
    private final FileChannel channel;
    private final Map<Long, FileLock> held = new HashMap<>();

    private ByteLocks(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Locks a byte of the file, which is created if needed; empty where it is locked already. */
    static Optional<RunLock> lock(Path file, long position) {
        synchronized (OPEN) {
            try {
                Path real = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
                ByteLocks ranges = OPEN.get(real);
                if (ranges == null) {
                    ranges = new ByteLocks(
                            real, FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
                    OPEN.put(real, ranges);
                }
                return ranges.take(position);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot lock " + file + ": " + e, e);
            }
        }
    }

    private Optional<RunLock> take(long position) throws IOException {
        try {
            FileLock lock = held.containsKey(position) ? null : channel.tryLock(position, 1, false);
            if (lock == null) {
                return Optional.empty();
            }
            held.put(position, lock);
            return Optional.of(() -> release(position, lock));
        } finally {
            closeIfUnused();
        }
    }

    private void release(long position, FileLock lock) {
        synchronized (OPEN) {
            if (held.remove(position, lock)) {
                try {
                    lock.release();
                    closeIfUnused();
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot let go of " + file + ": " + e, e);
                }
            }
        }
    }

    private void closeIfUnused() throws IOException {
        if (held.isEmpty()) {
            OPEN.remove(file);
            channel.close();
        }
    }
}
