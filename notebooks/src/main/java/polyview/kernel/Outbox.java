package polyview.kernel;

import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * The queue between cells and the socket: many threads put messages and text in, one thread sends them in that order.
 *
 * <p>No method here does input or output on the thread that calls it, and none reacts to the interrupt flag, so a cell that
 * was interrupted can still print and display. Text is gathered for up to {@value #GATHER_MILLIS} ms, so that a cell that
 * prints character by character does not flood the front end; a message or the end of the cell sends it at once. A cell that
 * prints faster than the socket takes it waits when {@value #MOST_CHARS} characters lie in the queue.
 */
final class Outbox {
    static final long GATHER_MILLIS = 50;
    static final int MOST_CHARS = 1 << 20;

    private sealed interface Item permits Ready, Text, Mark {}

    private record Ready(Message<?> message) implements Item {}

    private record Text(StreamType stream, MessageContext cell, StringBuilder text, long since) implements Item {}

    private record Mark(CountDownLatch passed) implements Item {}

    private final Consumer<Message<?>> socket;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private int chars;
    /** Null before the first cell: what is printed then has no parent, like the status messages of the start. */
    private MessageContext cell;

    /** Starts the thread that hands everything to {@code socket}, one message after the other. */
    Outbox(Consumer<Message<?>> socket) {
        this.socket = socket;
        Thread sender = new Thread(this::send, "kernel-output");
        sender.setDaemon(true);
        sender.start();
    }

    /** Text that is printed from now on belongs to this cell. */
    void cell(MessageContext cell) {
        lock.lock();
        try {
            this.cell = cell;
        } finally {
            lock.unlock();
        }
    }

    /** Puts a whole message into the queue. */
    void message(Message<?> message) {
        add(new Ready(message));
    }

    /** Puts printed text into the queue, joined to the text before it where that is of the same stream and cell. */
    void text(StreamType stream, String text) {
        lock.lock();
        try {
            while (chars > MOST_CHARS) {
                taken.awaitUninterruptibly();
            }
            chars += text.length();
            if (items.peekLast() instanceof Text last && last.stream == stream && last.cell == cell) {
                last.text.append(text);
            } else {
                items.add(new Text(stream, cell, new StringBuilder(text), System.nanoTime()));
                added.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when all that was put in before is sent. Not for a cell's thread: it waits, and an interrupt ends the wait. */
    void flush() throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        add(new Mark(passed));
        passed.await();
    }

    private void add(Item item) {
        lock.lock();
        try {
            items.add(item);
            added.signal();
        } finally {
            lock.unlock();
        }
    }

    private void send() {
        while (true) {
            Item item = take();
            try {
                if (item instanceof Ready ready) {
                    socket.accept(ready.message);
                } else if (item instanceof Text text) {
                    socket.accept(new Message<>(
                            text.cell,
                            PublishStream.MESSAGE_TYPE,
                            new PublishStream(text.stream, text.text.toString())));
                } else if (item instanceof Mark mark) {
                    mark.passed.countDown();
                }
            } catch (RuntimeException | Error e) {
                // One message that cannot be written must not end the output of the kernel.
                Log.trouble("a message was lost", e);
            }
        }
    }

    private Item take() {
        lock.lock();
        try {
            while (items.isEmpty()) {
                added.awaitUninterruptibly();
            }
            while (items.size() == 1 && items.peek() instanceof Text text) {
                long left = TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS) - (System.nanoTime() - text.since);
                if (left <= 0 || chars > MOST_CHARS) {
                    break;
                }
                try {
                    added.awaitNanos(left);
                } catch (InterruptedException e) {
                    break; // The text goes out a little early.
                }
            }
            Item item = items.remove();
            if (item instanceof Text text) {
                chars -= text.text.length();
                taken.signalAll();
            }
            return item;
        } finally {
            lock.unlock();
        }
    }
}
