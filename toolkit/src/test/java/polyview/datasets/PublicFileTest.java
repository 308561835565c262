package polyview.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server of the test's own on 127.0.0.1. */
@Tag("data")
class PublicFileTest {

    private static final byte[] CONTENT = "many drawings".repeat(1000).getBytes(UTF_8);

    @TempDir
    Path temp;

    private LocalServer server;
    private Folders folders;
    private Path target;

    @BeforeEach
    void start() throws IOException {
        server = new LocalServer();
        server.serve("/good", exchange -> LocalServer.send(exchange, 200, CONTENT.length, CONTENT));
        server.serve("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/good");
            LocalServer.send(exchange, 302, -1, new byte[0]);
        });
        server.serve("/missing", exchange -> LocalServer.send(exchange, 404, 4, "gone".getBytes(UTF_8)));
        server.serve("/slow", exchange -> {
            LocalServer.send(exchange, 200, CONTENT.length, Arrays.copyOf(CONTENT, 10));
            server.hang();
        });
        folders = new Folders(Optional.empty(), temp.resolve("cache"));
        target = temp.resolve("cache/set/file.zip");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private PublicFile at(String path, Duration limit) {
        return new PublicFile("set", "file.zip", server.address(path), LocalServer.sha256(CONTENT), limit);
    }

    private PublicFile at(String path) {
        return at(path, Duration.ofMinutes(10));
    }

    private List<Path> cached() throws IOException {
        if (!Files.exists(target.getParent())) {
            return List.of();
        }
        try (var files = Files.list(target.getParent())) {
            return files.toList();
        }
    }

    /** Downloading fails with this message, and leaves nothing else behind. */
    private void fails(PublicFile file, String reason, Path... left) throws IOException {
        fails(file, message(file), reason, left);
    }

    private String message(PublicFile file) {
        return assertThrows(UncheckedIOException.class, () -> file.findOrDownload(folders))
                .getMessage();
    }

    private void fails(PublicFile file, String message, String reason, Path... left) throws IOException {
        assertEquals(
                "cannot download " + file.address() + " to " + target + ": " + reason
                        + "; fetch it by hand, put it there, or set POLYVIEW_DATA to a folder with set/file.zip (SHA-256 "
                        + LocalServer.sha256(CONTENT) + ")",
                message);
        assertEquals(List.of(left), cached());
    }

    @Test
    void aDownloadIsKept() throws IOException {
        PublicFile file = at("/good");
        assertEquals(Optional.empty(), file.locate(folders));
        assertEquals(target, file.findOrDownload(folders));
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertEquals(List.of(target), cached());
        assertEquals(target, file.findOrDownload(folders));
        assertEquals(target, file.download(folders));
        assertEquals(1, server.requests().size());
        assertEquals(Optional.of(target), file.locate(folders));
    }

    @Test
    void redirectsAreFollowed() throws IOException {
        at("/moved").findOrDownload(folders);
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertEquals(2, server.requests().size());
    }

    @Test
    void wrongContentIsRefused() throws IOException {
        String other = LocalServer.sha256(new byte[0]);
        PublicFile file = new PublicFile("set", "file.zip", server.address("/good"), other, Duration.ofMinutes(10));
        String message = assertThrows(UncheckedIOException.class, () -> file.findOrDownload(folders))
                .getMessage();
        assertEquals(
                target + " has the wrong content: its SHA-256 must be " + other + ", got "
                        + LocalServer.sha256(CONTENT),
                message);
        assertEquals(List.of(), cached());
    }

    @Test
    void aStatusIsTold() throws IOException {
        fails(at("/missing"), "the server answered with status 404");
    }

    /** Where the machine stands still until the time is over, not even the first bytes come: then it is given more time. */
    @Test
    void aServerThatStopsSendingIsGivenUp() throws IOException {
        Path part =
                temp.resolve("cache/set/file.zip." + LocalServer.sha256(CONTENT).substring(0, 12) + ".part");
        PublicFile file = at("/slow", Duration.ofSeconds(2));
        String message = message(file);
        while (cached().isEmpty() && file.limit().toSeconds() < 200) {
            file = at("/slow", file.limit().multipliedBy(8));
            message = message(file);
        }
        fails(
                file,
                message,
                "not done after " + file.limit().toSeconds() + " seconds; 10 bytes are kept in " + part.getFileName()
                        + ", the next try goes on from there",
                part);
    }

    @Test
    void aClosedPortIsTold() throws IOException {
        PublicFile file = at("/good");
        server.close();
        String message = assertThrows(UncheckedIOException.class, () -> file.findOrDownload(folders))
                .getMessage();
        assertTrue(
                message.startsWith("cannot download " + file.address() + " to " + target + ": ConnectException"),
                message);
        assertTrue(message.contains(LocalServer.sha256(CONTENT)), message);
        assertEquals(List.of(), cached());
    }

    @Test
    void anInterruptEndsTheDownload() throws IOException {
        PublicFile file = at("/slow");
        Thread.currentThread().interrupt();
        fails(file, "InterruptedIOException: interrupted");
        assertTrue(Thread.interrupted(), "the interrupt is passed on");
    }

    @Test
    void aFileThatLiesThereIsTakenDataFolderFirst() throws IOException {
        Path data = temp.resolve("data");
        Path mine = data.resolve("set/file.zip");
        Files.createDirectories(mine.getParent());
        Files.write(mine, CONTENT);
        Files.createDirectories(target.getParent());
        Files.write(target, CONTENT);
        PublicFile file = at("/good");
        assertEquals(mine, file.findOrDownload(new Folders(Optional.of(data), temp.resolve("cache"))));
        assertEquals(
                target,
                file.findOrDownload(new Folders(Optional.of(temp.resolve("elsewhere")), temp.resolve("cache"))));
        assertEquals(0, server.requests().size());
    }

    @Test
    void aFileThatLiesThereIsCheckedAndNeverReplaced() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target, new byte[] {1, 2, 3});
        PublicFile file = at("/good");
        String expected = target + " has the wrong content: its SHA-256 must be " + LocalServer.sha256(CONTENT)
                + ", got " + LocalServer.sha256(new byte[] {1, 2, 3});
        for (var call : List.<Executable>of(() -> file.findOrDownload(folders), () -> file.download(folders))) {
            String message = assertThrows(UncheckedIOException.class, call).getMessage();
            assertEquals(expected, message);
        }
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(target));
        assertEquals(0, server.requests().size());
    }

    @Test
    void theEnvironmentNamesTheFolders() {
        Path home = Path.of("home");
        Path cache = home.resolve(".cache").resolve("polyview");
        assertEquals(new Folders(Optional.empty(), cache), Folders.of(Map.of(), home));
        assertEquals(
                new Folders(Optional.of(Path.of(".")), Path.of("c")),
                Folders.of(Map.of("POLYVIEW_DATA", ".", "POLYVIEW_CACHE", "c"), home));
        assertEquals(
                new Folders(Optional.empty(), cache),
                Folders.of(Map.of("POLYVIEW_DATA", " ", "POLYVIEW_CACHE", ""), home));
    }

    @Test
    void aFolderOfDataThatIsNotThereIsRefused() {
        Path missing = Path.of("no", "such", "folder");
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Folders.of(Map.of("POLYVIEW_DATA", missing.toString()), Path.of("home")))
                .getMessage();
        assertEquals(
                "POLYVIEW_DATA must name a folder, got " + missing + ", which is " + missing.toAbsolutePath() + " here",
                message);
    }
}
