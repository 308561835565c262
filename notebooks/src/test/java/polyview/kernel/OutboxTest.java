package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("notebooks")
@Timeout(300)
class OutboxTest {
    private final List<String> sent = Collections.synchronizedList(new java.util.ArrayList<>());
    private final Outbox outbox = new Outbox(message -> sent.add(told(message)));

    private static String told(Message<?> message) {
        String parent = message.hasParentHeader() ? message.getParentHeader().getId() + ":" : "";
        if (message.getContent() instanceof PublishStream stream) {
            return parent + stream.getStreamType() + ":" + stream.getText();
        }
        PublishDisplayData display = (PublishDisplayData) message.getContent();
        return parent + "display:" + display.getDisplayId();
    }

    private static Message<?> display(String id) {
        DisplayData data = new DisplayData("x");
        data.setDisplayId(id);
        return new Message<>(null, PublishDisplayData.MESSAGE_TYPE, new PublishDisplayData(data));
    }

    private static Message<?> request(String id) {
        return new Message<>(new Header<>(id, "user", "session", null, MessageType.KERNEL_INFO_REQUEST, "5.3"), null);
    }

    /** The socket takes nothing until the latch is open. */
    private Outbox held(CountDownLatch open) {
        return new Outbox(message -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            sent.add(told(message));
        });
    }

    /** While the first message waits, what comes behind it is joined, however slowly it comes. */
    @Test
    void textAndMessagesKeepTheirOrder() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(1);
        Outbox waiting = held(open);
        PrintStream out = CellStream.of(StreamType.OUT, waiting);
        PrintStream err = CellStream.of(StreamType.ERR, waiting);
        waiting.message(display("0"));
        out.print("a");
        out.print("b");
        waiting.message(display("1"));
        out.print("c");
        err.print("d");
        err.print("e");
        waiting.message(display("2"));
        open.countDown();
        waiting.flush();
        assertEquals(List.of("display:0", "OUT:ab", "display:1", "OUT:c", "ERR:de", "display:2"), sent);
    }

    @Test
    void flushReturnsWhenAllIsSent() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            outbox.text(StreamType.OUT, "x");
            outbox.flush();
            assertEquals(
                    i + 1,
                    sent.stream().mapToInt(s -> s.length() - "OUT:".length()).sum());
        }
    }

    @Test
    void textGoesOutSoonWithoutAFlush() throws InterruptedException {
        outbox.text(StreamType.OUT, "now");
        while (sent.isEmpty()) {
            Thread.sleep(5); // The test's timeout is the limit.
        }
        assertEquals(List.of("OUT:now"), sent);
    }

    @Test
    void textBelongsToTheCellInWhichItWasPrinted() throws InterruptedException {
        outbox.cell(request("one"));
        outbox.text(StreamType.OUT, "a");
        outbox.cell(request("two"));
        outbox.text(StreamType.OUT, "b");
        outbox.flush();
        assertEquals(List.of("one:OUT:a", "two:OUT:b"), sent);
    }

    @Test
    void aThreadWithItsInterruptFlagSetCanPutOut() throws InterruptedException {
        PrintStream out = CellStream.of(StreamType.OUT, outbox);
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 3 * Outbox.MOST_CHARS / 1000; i++) { // Enough to have to wait as well.
                out.print("0123456789".repeat(100));
            }
            outbox.message(display("end"));
            sent.add("flag " + Thread.currentThread().isInterrupted());
        });
        thread.start();
        thread.join();
        outbox.flush();
        assertTrue(sent.contains("flag true"));
        assertTrue(sent.contains("display:end"));
        long chars = sent.stream()
                .filter(s -> s.startsWith("OUT:"))
                .mapToLong(s -> s.length() - 4L)
                .sum();
        assertEquals(3L * (Outbox.MOST_CHARS / 1000) * 1000, chars, 1000.0);
    }

    @Test
    void whoPrintsFasterThanTheSocketTakesItWaits() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(1);
        Outbox slow = held(open);
        Thread printer = new Thread(() -> {
            for (int i = 0; i < 5; i++) {
                slow.text(StreamType.OUT, "x".repeat(Outbox.MOST_CHARS / 2 + 1));
            }
        });
        printer.start();
        while (printer.getState() != Thread.State.WAITING) {
            Thread.sleep(5);
        }
        open.countDown();
        printer.join();
        slow.flush();
        assertEquals(
                5 * (Outbox.MOST_CHARS / 2 + 1),
                sent.stream().mapToInt(s -> s.length() - 4).sum());
    }

    @Test
    void aMessageThatCannotBeSentDoesNotEndTheOutput() throws InterruptedException {
        Outbox failing = new Outbox(message -> {
            sent.add(told(message));
            throw new IllegalStateException("socket");
        });
        failing.message(display("1"));
        failing.message(display("2"));
        failing.flush();
        assertEquals(List.of("display:1", "display:2"), sent);
    }

    @Test
    void charactersCutInTheMiddleAndCarriageReturnsPass() throws InterruptedException {
        PrintStream out = CellStream.of(StreamType.OUT, outbox);
        for (byte b : "10% \rä€😀\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            out.write(b);
        }
        out.flush();
        outbox.flush();
        assertEquals("10% \rä€😀\n", String.join("", sent).replace("OUT:", ""));
    }
}
