package polyview.datasets;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One download into a partial file. It continues from the bytes that are there, also after it was cut off, until three tries in a
 * row bring nothing new or the time is over.
 *
 * <p>It does not check whether the content is right.
 */
final class Download {

    private static final int TRIES = 3;
    private static final int WHOLE = 200;
    private static final int REST = 206;
    private static final int NO_SUCH_RANGE = 416;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private final URI address;
    private final PartFile part;
    private final Duration limit;
    private final LongSupplier clock;
    private final long begun;
    private final HttpClient client;

    /** The limit is for all tries together. */
    Download(URI address, PartFile part, Duration limit) {
        this(address, part, limit, System::nanoTime);
    }

    /** By a clock of the caller's own, in nanoseconds. */
    Download(URI address, PartFile part, Duration limit, LongSupplier clock) {
        this.address = address;
        this.part = part;
        this.limit = limit;
        this.clock = clock;
        this.begun = clock.getAsLong();
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(limit)
                .build();
    }

    /** Downloads the whole file. */
    void run() throws IOException {
        long most = part.size();
        int idle = 0;
        while (true) {
            Optional<IOException> cut = attempt(part.size());
            if (cut.isEmpty()) {
                return;
            }
            // Compared with the most bytes so far: a server that begins anew each time makes no progress.
            idle = part.size() > most ? 0 : idle + 1;
            most = Math.max(most, part.size());
            if (idle == TRIES) {
                throw cut.get();
            }
        }
    }

    /** Asks for the bytes from an offset on. An error that is returned is worth another try, one that is thrown is not. */
    private Optional<IOException> attempt(long from) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request.build(), info -> receive(info, from));
        try {
            long left = limit.toNanos() - (clock.getAsLong() - begun);
            return unfinished(answer.get(Math.max(0, left), TimeUnit.NANOSECONDS), from);
        } catch (ExecutionException e) {
            return Optional.of(cutOff(e.getCause()));
        } catch (TimeoutException e) {
            throw new IOException("not done after " + limit.toSeconds() + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    /** Where the bytes of an answer go; runs in a thread of the client. */
    private HttpResponse.BodySubscriber<Void> receive(HttpResponse.ResponseInfo info, long from) {
        if (info.statusCode() == WHOLE) {
            try {
                part.clear();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else if (info.statusCode() != REST || !begins(range(info.headers()), from)) {
            return HttpResponse.BodySubscribers.discarding();
        }
        return HttpResponse.BodySubscribers.ofByteArrayConsumer(bytes -> bytes.ifPresent(this::append));
    }

    private void append(byte[] bytes) {
        try {
            part.append(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Matcher range(HttpHeaders headers) {
        return RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    }

    private static boolean begins(Matcher range, long from) {
        return from > 0 && range.matches() && Long.parseLong(range.group(1)) == from;
    }

    /** Empty where the whole answer is all that the server has. */
    private Optional<IOException> unfinished(HttpResponse<Void> answer, long from) throws IOException {
        int status = answer.statusCode();
        if (status == WHOLE) {
            return Optional.empty();
        }
        if (from > 0 && status == NO_SUCH_RANGE) {
            part.clear();
            return Optional.of(new IOException("the server has no bytes from " + from + " on"));
        }
        if (from == 0 || status != REST) {
            throw new IOException("the server answered with status " + status);
        }
        Matcher range = range(answer.headers());
        if (!begins(range, from)) {
            part.clear();
            return Optional.of(new IOException("the server was asked for the bytes from " + from + " on, and sent "
                    + answer.headers().firstValue("Content-Range").orElse("a part that it does not name")));
        }
        String total = range.group(3);
        if (total.equals("*") || part.size() >= Long.parseLong(total)) {
            return Optional.empty();
        }
        return Optional.of(new IOException("the server sent " + part.size() + " of " + total + " bytes"));
    }

    /** No server, or no place to write to: another try at once would fail too. */
    private static IOException cutOff(Throwable cause) throws IOException {
        if (cause instanceof ConnectException connect) {
            throw connect;
        }
        if (cause instanceof UncheckedIOException write) {
            throw write.getCause();
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }
}
