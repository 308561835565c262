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
 * The half file of a download, in the hands of one download at a time.
 *
 * <p>It lies beside the file that it becomes, under a name with the beginning of the SHA-256 ({@code
 * file.zip.0123456789ab.part}), and stays there when the download fails, so that the next one goes on from it. Where
 * another download holds it, in this process or in another one, this one gets a file of its own, which does not stay.
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

    /** The half file of a target, empty where there is none yet, or a file of its own. */
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
            // Who held it has just moved or deleted it: what was opened here is no half file any more.
            channel.close();
        }
    }

    private static boolean locked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException | IOException e) {
            // Held by other classes in this process, or a file system without locks: a file of one's own is safe.
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

    /** Forgets what came so far. */
    void clear() throws IOException {
        channel.truncate(0);
    }

    String sha256() throws IOException {
        // Not closed, which would close the channel with it.
        return Sha256.of(Channels.newInputStream(channel.position(0)));
    }

    /** The whole file, under its name. */
    void moveTo(Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        moved = true;
    }

    /** This file is not to be gone on with. */
    void discard() {
        discarded = true;
    }

    /** What is told of a download that failed: {@code ; 10 bytes are kept in file.zip.0123456789ab.part, ...}. */
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
