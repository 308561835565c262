package polyview.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private Folders folders;
    private Path target;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        serve("/good", exchange -> send(exchange, 200, CONTENT.length, CONTENT));
        serve("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/good");
            send(exchange, 302, -1, new byte[0]);
        });
        serve("/missing", exchange -> send(exchange, 404, 4, "gone".getBytes(UTF_8)));
        serve("/cut", exchange -> send(exchange, 200, CONTENT.length + 500, CONTENT));
        serve("/slow", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 10);
            exchange.getResponseBody().flush();
            await();
        });
        server.start();
        folders = new Folders(Optional.empty(), temp.resolve("cache"));
        target = temp.resolve("cache/set/file.zip");
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void serve(String path, Answer answer) {
        server.createContext(path, exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                answer.to(exchange);
            }
        });
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, long announced, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, announced);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private PublicFile at(String address, Duration limit) {
        return new PublicFile("set", "file.zip", URI.create(address), sha256(CONTENT), limit);
    }

    private PublicFile at(String path) {
        return at(address(path), Duration.ofSeconds(60));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private List<Path> cached() throws IOException {
        if (!Files.exists(target.getParent())) {
            return List.of();
        }
        try (var files = Files.list(target.getParent())) {
            return files.toList();
        }
    }

    /** Downloading fails with this message, and leaves nothing behind. */
    private void fails(PublicFile file, String reason) throws IOException {
        String message = assertThrows(UncheckedIOException.class, () -> file.obtain(folders))
                .getMessage();
        assertEquals(
                "cannot download " + file.address() + " to " + target + ": " + reason
                        + "; fetch it by hand, put it there, or set POLYVIEW_DATA to a folder with set/file.zip (SHA-256 "
                        + sha256(CONTENT) + ")",
                message);
        assertEquals(List.of(), cached());
    }

    @Test
    void aDownloadIsKept() throws IOException {
        PublicFile file = at("/good");
        assertEquals(Optional.empty(), file.locate(folders));
        assertEquals(target, file.obtain(folders));
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertEquals(List.of(target), cached());
        assertEquals(target, file.obtain(folders));
        assertEquals(target, file.download(folders));
        assertEquals(1, requests.get());
        assertEquals(Optional.of(target), file.locate(folders));
    }

    @Test
    void redirectsAreFollowed() throws IOException {
        at("/moved").obtain(folders);
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertEquals(2, requests.get());
    }

    @Test
    void wrongContentIsRefused() throws IOException {
        String other = sha256(new byte[0]);
        PublicFile file =
                new PublicFile("set", "file.zip", URI.create(address("/good")), other, Duration.ofSeconds(60));
        String message = assertThrows(UncheckedIOException.class, () -> file.obtain(folders))
                .getMessage();
        assertEquals(
                target + " has the wrong content: its SHA-256 must be " + other + ", got " + sha256(CONTENT), message);
        assertEquals(List.of(), cached());
    }

    @Test
    void aStatusIsTold() throws IOException {
        fails(at("/missing"), "the server answered with status 404");
    }

    @Test
    void aCutOffDownloadIsRefused() throws IOException {
        PublicFile file = at("/cut");
        String message = assertThrows(UncheckedIOException.class, () -> file.obtain(folders))
                .getMessage();
        assertTrue(message.startsWith("cannot download " + file.address() + " to " + target + ": "), message);
        assertTrue(message.contains("bytes received: " + CONTENT.length), message);
        assertEquals(List.of(), cached());
    }

    @Test
    void aServerThatStopsSendingIsGivenUp() throws IOException {
        fails(at(address("/slow"), Duration.ofSeconds(1)), "not done after 1 seconds");
    }

    @Test
    void aClosedPortIsTold() throws IOException {
        PublicFile file = at("/good");
        server.stop(0);
        String message = assertThrows(UncheckedIOException.class, () -> file.obtain(folders))
                .getMessage();
        assertTrue(
                message.startsWith("cannot download " + file.address() + " to " + target + ": ConnectException"),
                message);
        assertTrue(message.contains(sha256(CONTENT)), message);
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
        assertEquals(mine, file.obtain(new Folders(Optional.of(data), temp.resolve("cache"))));
        assertEquals(target, file.obtain(new Folders(Optional.of(temp.resolve("elsewhere")), temp.resolve("cache"))));
        assertEquals(0, requests.get());
    }

    @Test
    void aFileThatLiesThereIsCheckedAndNeverReplaced() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target, new byte[] {1, 2, 3});
        PublicFile file = at("/good");
        String expected = target + " has the wrong content: its SHA-256 must be " + sha256(CONTENT) + ", got "
                + sha256(new byte[] {1, 2, 3});
        for (var call : List.<Executable>of(() -> file.obtain(folders), () -> file.download(folders))) {
            String message = assertThrows(UncheckedIOException.class, call).getMessage();
            assertEquals(expected, message);
        }
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(target));
        assertEquals(0, requests.get());
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
