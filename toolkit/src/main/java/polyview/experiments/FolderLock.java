package polyview.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a folder for one sweep, in this process and among all of the machine; a process that ends, however, lets it go. */
final class FolderLock implements AutoCloseable {

    /** A process that closes a file once may lose all its locks on it: within a process, nobody opens it twice. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the folder; refused: {@code directory runs/fusion is in use by another sweep}. */
    static FolderLock on(Path folder) {
        try {
            Path file = folder.toRealPath().resolve("lock");
            if (!HELD.add(file)) {
                throw inUse(folder);
            }
            boolean locked = false;
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                locked = channel.tryLock() != null;
                if (locked) {
                    return new FolderLock(file, channel);
                }
                channel.close();
                throw inUse(folder);
            } finally {
                if (!locked) {
                    HELD.remove(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the directory " + folder + ": " + e, e);
        }
    }

    private static IllegalStateException inUse(Path folder) {
        return new IllegalStateException("directory " + folder + " is in use by another sweep");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot let go of " + file + ": " + e, e);
        } finally {
            HELD.remove(file);
        }
    }
}
