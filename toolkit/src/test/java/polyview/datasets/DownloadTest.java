package polyview.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads that are cut off, gone on with, and done by two at once; from a server of the test's own. */
@Tag("data")
class DownloadTest {

    private static final byte[] CONTENT = content();

    @TempDir
    Path temp;

    /** Nothing here takes so long, also where the machine stands still for a while. */
    private static final Duration GENEROUS = Duration.ofMinutes(10);

    private LocalServer server;
    private Path target;
    private Path part;

    /** No two stretches are alike, so that bytes in the wrong place are noticed. */
    private static byte[] content() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2600; i++) {
            text.append(String.format("%05d", i));
        }
        return text.toString().getBytes(UTF_8);
    }

    @BeforeEach
    void start() throws IOException {
        server = new LocalServer();
        target = temp.resolve("set/file.zip");
        part = temp.resolve("set/file.zip." + LocalServer.sha256(CONTENT).substring(0, 12) + ".part");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private PublicFile file(Duration limit) {
        return new PublicFile("set", "file.zip", server.address("/file"), LocalServer.sha256(CONTENT), limit);
    }

    private Path download() {
        return file(GENEROUS).download(new Folders(Optional.empty(), temp));
    }

    private String fails(Duration limit) {
        return assertThrows(UncheckedIOException.class, () -> file(limit).download(new Folders(Optional.empty(), temp)))
                .getMessage();
    }

    private void fails(String reason) {
        assertEquals(
                "cannot download " + server.address("/file") + " to " + target + ": " + reason
                        + "; fetch it by hand, put it there, or set POLYVIEW_DATA to a folder with set/file.zip (SHA-256 "
                        + LocalServer.sha256(CONTENT) + ")",
                fails(GENEROUS));
    }

    private String kept(int bytes) {
        return "; " + bytes + " bytes are kept in " + part.getFileName() + ", the next try goes on from there";
    }

    private void half(byte[] content) throws IOException {
        Files.createDirectories(part.getParent());
        Files.write(part, content);
    }

    private List<Path> cached() throws IOException {
        try (var files = Files.list(target.getParent())) {
            return files.sorted().toList();
        }
    }

    private void done(String... requests) throws IOException {
        assertArrayEquals(CONTENT, Files.readAllBytes(target));
        assertEquals(List.of(target), cached());
        assertEquals(List.of(requests), server.requests());
    }

    /** The first byte that is asked for. */
    private static int from(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    }

    /** Serves what is asked for, and cuts off after so many bytes. */
    private static void cut(HttpExchange exchange, int bytes) throws IOException {
        int from = from(exchange);
        if (from > 0) {
            rest(exchange, "bytes " + from + "-" + (CONTENT.length - 1) + "/" + CONTENT.length);
        }
        int end = Math.min(CONTENT.length, from + bytes);
        LocalServer.send(exchange, from > 0 ? 206 : 200, CONTENT.length - from, Arrays.copyOfRange(CONTENT, from, end));
    }

    private static void whole(HttpExchange exchange) throws IOException {
        LocalServer.send(exchange, 200, CONTENT.length, CONTENT);
    }

    private static void rest(HttpExchange exchange, String range) {
        exchange.getResponseHeaders().add("Content-Range", range);
    }

    @Test
    void whatIsCutOffIsGoneOnWithInOneCall() throws IOException {
        server.serve("/file", exchange -> cut(exchange, 4000));
        assertEquals(target, download());
        done("all", "bytes=4000-", "bytes=8000-", "bytes=12000-");
    }

    @Test
    void theNextCallGoesOn() throws IOException {
        half(Arrays.copyOf(CONTENT, 5000));
        server.serve("/file", exchange -> cut(exchange, CONTENT.length));
        download();
        done("bytes=5000-");
    }

    @Test
    void aHalfFileThatIsWholeIsTaken() throws IOException {
        half(CONTENT);
        download();
        done();
    }

    @Test
    void aServerWithoutRangesBeginsAnew() throws IOException {
        half("of an older file".repeat(2000).getBytes(UTF_8));
        server.serve("/file", DownloadTest::whole);
        download();
        done("bytes=32000-");
    }

    @Test
    void aRangeThatIsNotThereBeginsAnew() throws IOException {
        half(new byte[20_000]);
        server.serve("/file", exchange -> {
            if (from(exchange) > 0) {
                rest(exchange, "bytes */" + CONTENT.length);
                LocalServer.send(exchange, 416, 4, "none".getBytes(UTF_8));
            } else {
                whole(exchange);
            }
        });
        download();
        done("bytes=20000-", "all");
    }

    @Test
    void anotherRangeThanWasAskedForBeginsAnew() throws IOException {
        for (String range : List.of("bytes 0-12999/13000", "bytes 4999-12999/13000", "pages 5000-12999/13000", "")) {
            Files.deleteIfExists(target);
            half(Arrays.copyOf(CONTENT, 5000));
            try (LocalServer other = new LocalServer()) {
                other.serve("/file", exchange -> {
                    if (from(exchange) > 0) {
                        rest(exchange, range);
                        LocalServer.send(exchange, 206, 8000, new byte[8000]);
                    } else {
                        whole(exchange);
                    }
                });
                new PublicFile("set", "file.zip", other.address("/file"), LocalServer.sha256(CONTENT), GENEROUS)
                        .download(new Folders(Optional.empty(), temp));
                assertEquals(List.of("bytes=5000-", "all"), other.requests(), range);
            }
            done();
        }
    }

    @Test
    void aShorterRangeThanWasAskedForIsGoneOnWith() throws IOException {
        half(Arrays.copyOf(CONTENT, 5000));
        server.serve("/file", exchange -> {
            int from = from(exchange);
            rest(exchange, "bytes " + from + "-" + (from + 3999) + "/" + CONTENT.length);
            LocalServer.send(exchange, 206, 4000, Arrays.copyOfRange(CONTENT, from, from + 4000));
        });
        download();
        done("bytes=5000-", "bytes=9000-");
    }

    @Test
    void aRangeOfUnknownLengthIsTaken() throws IOException {
        half(Arrays.copyOf(CONTENT, 5000));
        server.serve("/file", exchange -> {
            rest(exchange, "bytes 5000-12999/*");
            LocalServer.send(exchange, 206, 8000, Arrays.copyOfRange(CONTENT, 5000, 13_000));
        });
        download();
        done("bytes=5000-");
    }

    /** A server without ranges that always breaks off in one place. */
    @Test
    void triesWithoutProgressEnd() throws IOException {
        server.serve(
                "/file", exchange -> LocalServer.send(exchange, 200, CONTENT.length, Arrays.copyOf(CONTENT, 5000)));
        String message = fails(GENEROUS);
        assertTrue(message.startsWith("cannot download " + server.address("/file") + " to " + target + ": "), message);
        assertTrue(message.contains("bytes received: 5000" + kept(5000) + "; fetch it by hand"), message);
        assertEquals(List.of("all", "bytes=5000-", "bytes=5000-", "bytes=5000-"), server.requests());
        assertEquals(List.of(part), cached());
        assertArrayEquals(Arrays.copyOf(CONTENT, 5000), Files.readAllBytes(part));
    }

    /** Each time the range is refused, the next try begins anew, and breaks off again. */
    @Test
    void triesThatBeginAnewAgainAndAgainEnd() throws IOException {
        server.serve("/file", exchange -> {
            if (from(exchange) > 0) {
                LocalServer.send(exchange, 416, 4, "none".getBytes(UTF_8));
            } else {
                cut(exchange, 5000);
            }
        });
        fails("the server has no bytes from 5000 on");
        assertEquals(List.of("all", "bytes=5000-", "all", "bytes=5000-"), server.requests());
        assertEquals(List.of(), cached());
    }

    @Test
    void aStatusEndsTheTriesAndKeepsWhatCame() throws IOException {
        half(Arrays.copyOf(CONTENT, 5000));
        server.serve("/file", exchange -> LocalServer.send(exchange, 503, 4, "busy".getBytes(UTF_8)));
        fails("the server answered with status 503" + kept(5000));
        assertEquals(List.of("bytes=5000-"), server.requests());
        assertArrayEquals(Arrays.copyOf(CONTENT, 5000), Files.readAllBytes(part));
    }

    @Test
    void aRangeThatNobodyAskedForIsRefused() throws IOException {
        server.serve("/file", exchange -> {
            rest(exchange, "bytes 0-12999/13000");
            LocalServer.send(exchange, 206, CONTENT.length, CONTENT);
        });
        fails("the server answered with status 206");
        assertEquals(List.of(), cached());
    }

    /** The time is over when the second try begins, by a clock of the test's own. */
    @Test
    void theLimitIsForAllTriesTogether() throws IOException {
        server.serve("/file", exchange -> {
            if (from(exchange) > 0) {
                server.hang();
            }
            cut(exchange, 4000);
        });
        AtomicInteger asked = new AtomicInteger();
        LongSupplier clock = () -> asked.getAndIncrement() < 2 ? 0 : GENEROUS.toNanos();
        Files.createDirectories(part.getParent());
        try (PartFile file = PartFile.open(target, LocalServer.sha256(CONTENT))) {
            Download download = new Download(server.address("/file"), file, GENEROUS, clock);
            assertEquals(
                    "not done after 600 seconds",
                    assertThrows(IOException.class, download::run).getMessage());
            assertEquals(4000, file.size());
        }
        assertEquals("all", server.requests().get(0));
    }

    @Test
    void wrongContentIsNotGoneOnWith() throws IOException {
        half(new byte[5000]);
        server.serve("/file", exchange -> cut(exchange, CONTENT.length));
        byte[] mixed = CONTENT.clone();
        Arrays.fill(mixed, 0, 5000, (byte) 0);
        assertEquals(
                target + " has the wrong content: its SHA-256 must be " + LocalServer.sha256(CONTENT) + ", got "
                        + LocalServer.sha256(mixed),
                fails(GENEROUS));
        assertEquals(List.of(), cached());
        download();
        done("bytes=5000-", "all");
    }

    @Test
    void anInterruptKeepsWhatCame() throws Exception {
        server.serve("/file", exchange -> {
            LocalServer.send(exchange, 200, CONTENT.length, Arrays.copyOf(CONTENT, 10));
            server.hang();
        });
        FutureTask<Boolean> download = new FutureTask<>(() -> {
            fails("InterruptedIOException: interrupted" + kept(10));
            return Thread.interrupted();
        });
        Thread thread = new Thread(download);
        thread.start();
        while (!download.isDone() && (!Files.exists(part) || Files.size(part) < 10)) {
            Thread.sleep(10);
        }
        thread.interrupt();
        assertTrue(download.get(GENEROUS.toSeconds(), TimeUnit.SECONDS), "the interrupt is passed on");
        assertArrayEquals(Arrays.copyOf(CONTENT, 10), Files.readAllBytes(part));
    }

    /** Both have their first half before either gets its second. */
    @Test
    void twoThreadsAtOnceDoNotMix() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        server.serve("/file", exchange -> {
            LocalServer.send(exchange, 200, CONTENT.length, Arrays.copyOf(CONTENT, 6000));
            try {
                both.await(GENEROUS.toSeconds(), TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IOException(e);
            }
            exchange.getResponseBody().write(CONTENT, 6000, CONTENT.length - 6000);
        });
        CompletableFuture<Path> one = CompletableFuture.supplyAsync(this::download);
        CompletableFuture<Path> two = CompletableFuture.supplyAsync(this::download);
        assertEquals(target, one.get(GENEROUS.toSeconds(), TimeUnit.SECONDS));
        assertEquals(target, two.get(GENEROUS.toSeconds(), TimeUnit.SECONDS));
        done("all", "all");
    }

    @Test
    void aHalfFileInTheHandsOfAnotherProcessIsLeftAlone() throws Exception {
        byte[] theirs = new byte[5000];
        half(theirs);
        server.serve("/file", exchange -> cut(exchange, 8000));
        Process other = LockHolder.start(part);
        try {
            download();
            assertEquals(List.of(target, part), cached());
            assertEquals(List.of("all", "bytes=8000-"), server.requests());
        } finally {
            other.getOutputStream().close();
            assertTrue(other.waitFor(GENEROUS.toSeconds(), TimeUnit.SECONDS));
        }
        assertArrayEquals(theirs, Files.readAllBytes(part));
        Files.delete(target);
        Files.write(part, Arrays.copyOf(CONTENT, 5000));
        download();
        done("all", "bytes=8000-", "bytes=5000-");
    }

    /** On some systems a process loses its lock when it closes the file anywhere: a second download must not open it. */
    @Test
    void aSecondDownloadInThisProcessDoesNotEndTheLock() throws Exception {
        half(new byte[5000]);
        try (PartFile first = PartFile.open(target, LocalServer.sha256(CONTENT))) {
            try (PartFile second = PartFile.open(target, LocalServer.sha256(CONTENT))) {
                assertEquals(5000, first.size());
                assertEquals(0, second.size());
            }
            AssertionError held = assertThrows(AssertionError.class, () -> LockHolder.start(part));
            assertEquals("the other process could not lock " + part, held.getMessage());
        }
        Process other = LockHolder.start(part);
        other.getOutputStream().close();
        assertTrue(other.waitFor(GENEROUS.toSeconds(), TimeUnit.SECONDS));
        assertEquals(List.of(part), cached());
    }

    @Test
    void aFileOfOnesOwnDoesNotStay() throws Exception {
        half(new byte[5000]);
        server.serve("/file", exchange -> LocalServer.send(exchange, 200, CONTENT.length, Arrays.copyOf(CONTENT, 70)));
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.lock();
            assertFalse(fails(GENEROUS).contains("kept"));
        }
        assertEquals(List.of(part), cached());
        assertEquals(5000, Files.size(part));
        assertEquals(List.of("all", "bytes=70-", "bytes=70-", "bytes=70-"), server.requests());
    }

    /** The file is closed before the first byte is written, and between two. */
    @Test
    void whatCannotBeWrittenIsNotTriedAgain() throws IOException {
        Files.createDirectories(part.getParent());
        for (int bytes : new int[] {0, 10}) {
            PartFile file = PartFile.open(target, LocalServer.sha256(CONTENT));
            try (LocalServer other = new LocalServer()) {
                other.serve("/file", exchange -> {
                    exchange.sendResponseHeaders(200, CONTENT.length);
                    exchange.getResponseBody().write(CONTENT, 0, bytes);
                    exchange.getResponseBody().flush();
                    while (Files.size(part) < bytes) {
                        Thread.onSpinWait();
                    }
                    file.close();
                    exchange.getResponseBody().write(CONTENT, bytes, CONTENT.length - bytes);
                });
                Download download = new Download(other.address("/file"), file, GENEROUS);
                assertThrows(ClosedChannelException.class, download::run);
                assertEquals(List.of("all"), other.requests());
            }
        }
    }
}
