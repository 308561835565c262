package polyview.datasets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server of a test's own on 127.0.0.1 that does as it is told. */
final class LocalServer implements AutoCloseable {

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    LocalServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    void serve(String path, Answer answer) {
        server.createContext(path, exchange -> {
            requests.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                    .orElse("all"));
            try (exchange) {
                answer.to(exchange);
            }
        });
    }

    /** A body that may be shorter than announced: the connection is then cut off. */
    static void send(HttpExchange exchange, int status, long announced, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, announced);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
    }

    /** Returns when the server is closed. */
    void hang() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** What each request asked for: {@code all} or {@code bytes=10-}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
