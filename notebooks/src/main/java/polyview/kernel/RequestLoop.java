package polyview.kernel;

import java.lang.System.Logger.Level;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/** Reads one request channel for ever and hands each request to its handler. Nothing that a request does ends it. */
final class RequestLoop implements Runnable {
    /** After a failed cell: how long to look for cells that were sent to run after it. */
    private static final long QUEUE_MILLIS = 100;

    private static final System.Logger LOG = System.getLogger("polyview.kernel");

    private final Channels channels;
    private final Channels.RequestChannel channel;
    private final Map<MessageType<?>, ShellHandler<?>> handlers;
    private final ShellHandler<ExecuteRequest> refusal;

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
        boolean refusing = false;
        while (true) {
            try {
                if (!channel.waits(refusing ? QUEUE_MILLIS : -1)) {
                    refusing = false;
                    continue;
                }
                Message<?> request = channel.readMessage();
                MessageType<?> type = request.getHeader().getType();
                boolean refuse = refusing && type == MessageType.EXECUTE_REQUEST;
                refusing |= answer(request, refuse ? refusal : handlers.get(type));
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "a request was lost", e);
            }
        }
    }

    private boolean answer(Message<?> request, ShellHandler<?> handler) {
        if (handler == null) {
            LOG.log(Level.DEBUG, "no answer to {0}", request.getHeader().getType());
            return false;
        }
        Channels.Replies replies = channels.replies(channel, request);
        try {
            handle(handler, replies, request);
        } finally {
            replies.resolveDeferrals();
        }
        return replies.refusesQueued();
    }

    @SuppressWarnings("unchecked") // The handlers are filed under the type of their requests.
    private static <T> void handle(ShellHandler<T> handler, Channels.Replies replies, Message<?> request) {
        handler.handle(replies, (Message<T>) request);
    }
}
