package polyview.kernel;

import java.util.ArrayDeque;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/** Reads one request channel for ever and hands each request to its handler. Nothing that a request does ends it. */
final class RequestLoop implements Runnable {
    /** How long to look for cells that were sent to run after one that failed. */
    private static final long QUEUE_MILLIS = 50;

    private record Waiting(Message<?> request, boolean refuse) {}

    private final Channels channels;
    private final Channels.RequestChannel channel;
    private final Map<MessageType<?>, ShellHandler<?>> handlers;
    private final ShellHandler<ExecuteRequest> refusal;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    /**
     * A loop over one channel.
     *
     * @param handlers what answers each type of request; others are passed over
     * @param refusal  what answers a cell that waited behind a failed one
     */
    RequestLoop(
            Channels channels,
            Channels.RequestChannel channel,
            Map<MessageType<?>, ShellHandler<?>> handlers,
            ShellHandler<ExecuteRequest> refusal) {
        this.channels = channels;
        this.channel = channel;
        this.handlers = handlers;
        this.refusal = refusal;
    }

    @Override
    public void run() {
        while (true) {
            try {
                if (waiting.isEmpty()) {
                    waiting.add(new Waiting(channel.readMessage(), false));
                }
                answer(waiting.remove());
            } catch (RuntimeException | Error e) {
                Log.trouble("a request was lost", e);
            }
        }
    }

    private void answer(Waiting next) {
        MessageType<?> type = next.request.getHeader().getType();
        ShellHandler<?> handler = next.refuse ? refusal : handlers.get(type);
        if (handler == null) {
            return; // Such as debug requests: a front end asks whoever may know.
        }
        Channels.Replies replies = channels.replies(channel, next.request, this::refuseQueued);
        try {
            handle(handler, replies, next.request);
        } finally {
            replies.resolveDeferrals();
        }
    }

    /** Takes in what was sent already. Cells among it are refused; cells sent after the failure was answered are not. */
    private void refuseQueued() {
        while (channel.waits(QUEUE_MILLIS)) {
            Message<?> request = channel.readMessage();
            waiting.add(new Waiting(request, request.getHeader().getType() == MessageType.EXECUTE_REQUEST));
        }
    }

    @SuppressWarnings("unchecked") // The handlers are filed under the type of their requests.
    private static <T> void handle(ShellHandler<T> handler, Channels.Replies replies, Message<?> request) {
        handler.handle(replies, (Message<T>) request);
    }
}
