package polyview.datasets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import polyview.base.Sha256;

/**
 * The partial file of a download, used by one download at a time.
 *
 * <p>It is beside the target file, under a name with the beginning of the SHA-256 ({@code
 * file.zip.0123456789ab.part}), and stays there when the download fails, so that the next one continues from it. Where another
 * download, of this process or another, is using it, this one gets a temporary file instead.
 */
final class PartFile implements AutoCloseable {

    private static final int DIGITS = 12;

    /** A process that closes a file once may lose all its locks on it: within a process, nobody opens it twice. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;
    private final boolean shared;
    private boolean discarded;
    private boolean moved;

    private PartFile(Path path, FileChannel channel, boolean shared) {
        this.path = path;
        this.channel = channel;
        this.shared = shared;
    }

    /** The partial file of a target, new where there is none, or a temporary file. */
    static PartFile open(Path target, String sha256) throws IOException {
        String name = target.getFileName().toString();
        Path path =
                target.toAbsolutePath().normalize().resolveSibling(name + "." + sha256.substring(0, DIGITS) + ".part");
        Optional<FileChannel> locked = hold(path);
        if (locked.isPresent()) {
            return new PartFile(path, locked.get(), true);
        }
        Path own = Files.createTempFile(path.getParent(), name, ".part");
        return new PartFile(own, FileChannel.open(own, StandardOpenOption.READ, StandardOpenOption.WRITE), false);
    }

    private static Optional<FileChannel> hold(Path path) throws IOException {
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        Optional<FileChannel> locked = Optional.empty();
        try {
            locked = lock(path);
            return locked;
        } finally {
            if (locked.isEmpty()) {
                HELD.remove(path);
            }
        }
    }

    private static Optional<FileChannel> lock(Path path) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                return Optional.empty();
            }
            if (Files.exists(path)) {
                return Optional.of(channel);
            }
            // Another download has just moved or deleted it: the opened file is no longer the partial file.
            channel.close();
        }
    }

    private static boolean locked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException | IOException e) {
            // Held by other classes in this process, or a file system without locks: a temporary file is safe.
            return false;
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Puts bytes at the end. */
    void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes, channel.size());
        }
    }

    /** Discards all bytes. */
    void clear() throws IOException {
        channel.truncate(0);
    }

    String sha256() throws IOException {
        // Not closed, which would close the channel with it.
        return Sha256.of(Channels.newInputStream(channel.position(0)));
    }

    /** Moves the whole file to its target. */
    void moveTo(Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        moved = true;
    }

    /** The next download must not continue from this file. */
    void discard() {
        discarded = true;
    }

    /** For the message of a failed download: {@code ; 10 bytes are kept in file.zip.0123456789ab.part, ...}. */
    String kept() throws IOException {
        long size = Files.size(path);
        return !shared || size == 0
                ? ""
                : "; " + size + (size == 1 ? " byte is" : " bytes are") + " kept in " + path.getFileName()
                        + ", the next try goes on from there";
    }

    @Override
    public void close() throws IOException {
        try {
            if (!moved && (!shared || discarded || Files.size(path) == 0)) {
                Files.deleteIfExists(path);
            }
        } finally {
            channel.close();
            HELD.remove(path);
        }
    }
}
