package polyview.kernel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;

/** The kernel: answers what a Jupyter front end asks, with an {@link Evaluator} behind it. */
final class NotebookKernel extends BaseKernel {
    /** The output of one cell goes out with the request that asked for it as its parent. */
    private static final class CellIO extends JupyterIO {
        CellIO() {
            super(StandardCharsets.UTF_8);
        }

        void attach(ShellReplyEnvironment replies) {
            setEnv(replies);
        }
    }

    private final CellIO cellIO;
    private final Evaluator evaluator;
    private final Outbox outbox;
    private final Runnable exit;

    /**
     * A kernel over an evaluator.
     *
     * @param outbox where the output of the cells goes
     * @param exit   ends the process; called after the shutdown was answered
     */
    NotebookKernel(Evaluator evaluator, Outbox outbox, Runnable exit) {
        this(evaluator, outbox, exit, new CellIO());
    }

    private NotebookKernel(Evaluator evaluator, Outbox outbox, Runnable exit, CellIO io) {
        super(
                "polyview",
                "0.1",
                new LanguageInfo.Builder("Java")
                        .version(Runtime.version().toString())
                        .mimetype("text/x-java-source")
                        .fileExtension(".jshell")
                        .pygments("java")
                        .codemirror("text/x-java")
                        .build(),
                List.of(new HelpLink("Java API", "https://docs.oracle.com/en/java/javase/17/docs/api/")),
                new HistoryManager() {}, // Its defaults: nothing is remembered.
                io,
                new CommManager(),
                new Renderer(),
                new MagicParser("(?<=(?:^|\\n))%", "(?<=(?:^|\\n))%%", new MagicTranspiler()),
                new MagicsRegistry(),
                true,
                new StringStyler.Builder().build());
        this.cellIO = io;
        this.evaluator = evaluator;
        this.outbox = outbox;
        this.exit = exit;
    }

    /** What answers each type of request on the shell channel. */
    Map<MessageType<?>, ShellHandler<?>> shellHandlers() {
        return Map.ofEntries(
                handler(MessageType.EXECUTE_REQUEST, this::handleExecuteRequest),
                handler(MessageType.INSPECT_REQUEST, this::handleInspectRequest),
                handler(MessageType.COMPLETE_REQUEST, this::handleCompleteRequest),
                handler(MessageType.HISTORY_REQUEST, this::handleHistoryRequest),
                handler(MessageType.IS_COMPLETE_REQUEST, this::handleIsCodeCompeteRequest),
                handler(MessageType.KERNEL_INFO_REQUEST, this::handleKernelInfoRequest),
                handler(MessageType.SHUTDOWN_REQUEST, this::handleShutdownRequest),
                handler(MessageType.COMM_OPEN_COMMAND, commManager::handleCommOpenCommand),
                handler(MessageType.COMM_MSG_COMMAND, commManager::handleCommMsgCommand),
                handler(MessageType.COMM_CLOSE_COMMAND, commManager::handleCommCloseCommand),
                handler(MessageType.COMM_INFO_REQUEST, commManager::handleCommInfoRequest));
    }

    /** What answers each type of request on the control channel, also while a cell runs. */
    Map<MessageType<?>, ShellHandler<?>> controlHandlers() {
        return Map.ofEntries(
                handler(MessageType.KERNEL_INFO_REQUEST, this::handleKernelInfoRequest),
                handler(MessageType.INTERRUPT_REQUEST, this::handleInterruptRequest),
                handler(MessageType.SHUTDOWN_REQUEST, this::handleShutdownRequest));
    }

    private static <T> Map.Entry<MessageType<?>, ShellHandler<?>> handler(
            MessageType<T> type, ShellHandler<T> handler) {
        return Map.entry(type, handler);
    }

    @Override
    protected void handleExecuteRequest(ShellReplyEnvironment replies, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        int count = request.isSilent() ? executionCount.get() : executionCount.getAndIncrement();
        replies.setBusyDeferIdle();
        commManager.setMessageContext(message);
        cellIO.attach(replies);
        outbox.cell(message);
        if (!request.isSilent()) {
            replies.publish(new PublishExecuteInput(request.getCode(), count));
        }
        try {
            Optional<DisplayData> value = evaluator.run(new Cell(count, request.getCode()), this::display);
            if (!request.isSilent()) {
                value.ifPresent(v -> replies.publish(new PublishExecuteResult(count, v)));
            }
            flush();
            replies.reply(new ExecuteReply(count, Map.of()));
        } catch (CellError error) {
            fail(replies, message, count, error);
        } catch (RuntimeException | Error e) {
            // Not the cell's fault: a bug of the kernel or of JShell. The kernel goes on.
            fail(replies, message, count, new CellError("KernelError", e.toString(), formatError(e)));
        }
    }

    private DisplayData display(Object value) {
        return value instanceof DisplayData data ? data : renderer.render(value);
    }

    private void fail(ShellReplyEnvironment replies, Message<ExecuteRequest> message, int count, CellError error) {
        replies.publish(new PublishError(error.name(), error.value(), error.traceback()));
        flush();
        if (message.getContent().shouldStopOnError() && replies instanceof Channels.Replies queue) {
            queue.refuseQueued();
        }
        ErrorReply reply = new ErrorReply(error.name(), error.value(), error.traceback());
        reply.setExecutionCount(count);
        replies.replyError(MessageType.EXECUTE_REPLY.error(), reply);
    }

    private void flush() {
        try {
            outbox.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers a cell that is not run because one before it failed. */
    void refuse(ShellReplyEnvironment replies, Message<ExecuteRequest> message) {
        replies.setBusyDeferIdle();
        replies.replyError(
                MessageType.EXECUTE_REPLY.error(),
                new ErrorReply("Aborted", "not run: a cell before it failed", List.of()));
    }

    @Override
    protected void handleShutdownRequest(ShellReplyEnvironment replies, Message<ShutdownRequest> message) {
        super.handleShutdownRequest(replies, message);
        flush();
        exit.run();
    }

    /** Runs code from outside a cell. Cells cannot run cells: the one that asks would have to end first. */
    @Override
    public Object evalRaw(String source) {
        if (CellThread.isCurrent()) {
            throw new UnsupportedOperationException("a cell cannot evaluate another one");
        }
        return evaluator.run(new Cell(0, source), Function.identity()).orElse(null);
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        return new Inspection(evaluator)
                .inspect(code, code.offsetByCodePoints(0, at))
                .orElse(null);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        ReplacementOptions found = new Completion(evaluator.analysis()).complete(code, code.offsetByCodePoints(0, at));
        return new ReplacementOptions(
                found.getReplacements(),
                code.codePointCount(0, found.getSourceStart()),
                code.codePointCount(0, found.getSourceEnd()));
    }

    @Override
    public String isComplete(String code) {
        return new Completion(evaluator.analysis()).state(code);
    }

    @Override
    public void interrupt() {
        evaluator.interrupt();
    }
}
