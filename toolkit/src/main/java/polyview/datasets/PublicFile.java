package polyview.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import polyview.base.Sha256;

/**
 * A published file, identified by its SHA-256.
 *
 * @param folder of the data set, under the data folder and under the cache
 * @param name of the file
 * @param address where it can be downloaded
 * @param sha256 of its content, 64 hexadecimal digits in lower case
 * @param limit the longest time that a download may take
 */
record PublicFile(String folder, String name, URI address, String sha256, Duration limit) {

    /** The file, if it is there already: in the data folder or else in the cache. Its content is not checked. */
    Optional<Path> locate(Folders folders) {
        return Stream.concat(folders.data().stream(), Stream.of(folders.cache()))
                .map(root -> root.resolve(folder).resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** The file, downloaded if it is in neither folder; its content is checked. */
    Path findOrDownload(Folders folders) {
        Path file = locate(folders).orElseGet(() -> download(folders));
        check(file);
        return file;
    }

    /**
     * The file in the cache, downloaded if it is not there; its content is checked.
     *
     * <p>A download that fails leaves its bytes beside the target, and the next one continues from there; a whole file with wrong
     * content is deleted.
     */
    Path download(Folders folders) {
        Path target = folders.cache().resolve(folder).resolve(name);
        if (!Files.isRegularFile(target)) {
            try {
                // Files that are read in channels would be closed, with a message that tells less.
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted");
                }
                Files.createDirectories(target.getParent());
                try (PartFile part = PartFile.open(target, sha256)) {
                    // Another download may have been faster.
                    if (!Files.isRegularFile(target)) {
                        downloadTo(part, target);
                        return target;
                    }
                }
            } catch (IOException e) {
                throw failed(target, e, "");
            }
        }
        check(target);
        return target;
    }

    private void downloadTo(PartFile part, Path target) throws IOException {
        // It is whole where a process ended between the last byte and the move.
        if (part.size() == 0 || !part.sha256().equals(sha256)) {
            try {
                new Download(address, part, limit).run();
            } catch (IOException e) {
                throw failed(target, e, part.kept());
            }
            String found = part.sha256();
            if (!found.equals(sha256)) {
                part.discard();
                throw wrong(target, found);
            }
        }
        part.moveTo(target);
    }

    private UncheckedIOException failed(Path target, IOException e, String kept) {
        return new UncheckedIOException(
                "cannot download " + address + " to " + target + ": " + reason(e) + kept
                        + "; fetch it by hand, put it there, or set POLYVIEW_DATA to a folder with " + folder + "/"
                        + name
                        + " (SHA-256 " + sha256 + ")",
                e);
    }

    private void check(Path file) {
        String found;
        try (InputStream in = Files.newInputStream(file)) {
            found = Sha256.of(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + reason(e), e);
        }
        if (!found.equals(sha256)) {
            throw wrong(file, found);
        }
    }

    private UncheckedIOException wrong(Path file, String found) {
        String message = file + " has the wrong content: its SHA-256 must be " + sha256 + ", got " + found;
        return new UncheckedIOException(message, new IOException(message));
    }

    /** The message of a failure with its kind: a refused connection has no message, but its cause has one. */
    private static String reason(Throwable e) {
        String kind = e.getClass().equals(IOException.class) ? "" : e.getClass().getSimpleName();
        String more = e.getMessage() == null && e.getCause() != null ? reason(e.getCause()) : e.getMessage();
        return more == null ? kind : kind.isEmpty() ? more : kind + ": " + more;
    }
}
