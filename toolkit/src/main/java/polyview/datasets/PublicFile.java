package polyview.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A file that others published, known by its SHA-256.
 *
 * @param folder of the data set, under the data folder and under the cache
 * @param name of the file
 * @param address where it can be downloaded
 * @param sha256 of its content, 64 hexadecimal digits in lower case
 * @param limit the longest time that a download may take
 */
record PublicFile(String folder, String name, URI address, String sha256, Duration limit) {

    /** The file, where it lies already: first in the data folder, then in the cache. Its content is not looked at. */
    Optional<Path> locate(Folders folders) {
        return Stream.concat(folders.data().stream(), Stream.of(folders.cache()))
                .map(root -> root.resolve(folder).resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** The file, downloaded where it lies nowhere yet, and its content checked. */
    Path obtain(Folders folders) {
        Path file = locate(folders).orElseGet(() -> download(folders));
        check(file, file);
        return file;
    }

    /** The file in the cache, downloaded where it is not there yet, and its content checked. */
    Path download(Folders folders) {
        Path target = folders.cache().resolve(folder).resolve(name);
        if (Files.isRegularFile(target)) {
            check(target, target);
            return target;
        }
        try {
            Files.createDirectories(target.getParent());
            // A name of its own, so that nobody takes a half file for a whole one, nor do two downloads at once meet.
            Path part = Files.createTempFile(target.getParent(), name, ".part");
            try {
                receive(part);
                check(part, target);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot download " + address + " to " + target + ": " + reason(e)
                            + "; fetch it by hand, put it there, or set POLYVIEW_DATA to a folder with " + folder + "/"
                            + name
                            + " (SHA-256 " + sha256 + ")",
                    e);
        }
    }

    private void receive(Path part) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(limit)
                .build();
        CompletableFuture<HttpResponse<Path>> answer =
                client.sendAsync(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofFile(part));
        try {
            int status = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status != 200) {
                throw new IOException("the server answered with status " + status);
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("not done after " + limit.toSeconds() + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private void check(Path file, Path shown) {
        String found = sha256(file);
        if (!found.equals(sha256)) {
            String message = shown + " has the wrong content: its SHA-256 must be " + sha256 + ", got " + found;
            throw new UncheckedIOException(message, new IOException(message));
        }
    }

    private static String sha256(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + reason(e), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The message of a failure with its kind: a refused connection comes without a message, its cause tells more. */
    private static String reason(Throwable e) {
        String kind = e.getClass().equals(IOException.class) ? "" : e.getClass().getSimpleName();
        String more = e.getMessage() == null && e.getCause() != null ? reason(e.getCause()) : e.getMessage();
        return more == null ? kind : kind.isEmpty() ? more : kind + ": " + more;
    }
}
