package polyview.kernel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
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
import polyview.kernel.magics.MagicException;

/** The kernel: answers what a Jupyter front end asks, with an {@link Evaluator} behind it. */
public final class NotebookKernel extends BaseKernel {
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
    private final SourceComments comments;
    private final Outbox outbox;
    private final Runnable exit;
    /** The names of what the cell that runs has displayed. */
    private final Set<String> displayed = ConcurrentHashMap.newKeySet();

    /**
     * A kernel over an evaluator.
     *
     * @param comments the documentation of the libraries whose sources are at hand
     * @param outbox where the output of the cells goes
     * @param exit   ends the process; called after the shutdown was answered
     */
    NotebookKernel(Evaluator evaluator, SourceComments comments, Outbox outbox, Runnable exit) {
        this(evaluator, comments, outbox, exit, new CellIO());
    }

    private NotebookKernel(Evaluator evaluator, SourceComments comments, Outbox outbox, Runnable exit, CellIO io) {
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
                new ArrayRenderer(),
                new MagicParser("(?<=(?:^|\\n))%", "(?<=(?:^|\\n))%%", new MagicTranspiler()),
                evaluator.magics().registry(),
                true,
                new StringStyler.Builder().build());
        this.cellIO = io;
        this.evaluator = evaluator;
        this.comments = comments;
        this.outbox = outbox;
        this.exit = exit;
        evaluator.whenJarsAreAdded(this::installAdded);
    }

    /** The kernel that runs; cells have this method at hand, as in IJava. */
    public static NotebookKernel getKernelInstance() {
        return (NotebookKernel) notebookKernel();
    }

    /**
     * Adds jars and folders to the class path of the cells.
     *
     * @param paths one or several as in a class path; {@code *} stands for any part of a name
     */
    public void addToClasspath(String paths) {
        try {
            evaluator.magics().classPath().add(PathsHandler.splitAndResolveGlobs(paths));
        } catch (MagicException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What a library brings along in a jar that was added; one that does not fit leaves the kernel as it is. */
    private void installAdded(ClassLoader loader) {
        try {
            installExtensions(loader);
        } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
            evaluator.warn("An extension in the jars that were added is not installed: " + e + "\n");
        }
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
        displayed.clear();
        if (!request.isSilent()) {
            replies.publish(new PublishExecuteInput(request.getCode(), count));
        }
        try {
            Optional<DisplayData> value = evaluator
                    .run(new Cell(count, request.getCode()), this::result)
                    .flatMap(v -> v);
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

    /** The value of a cell, without the name that {@code display} gives: what it names is shown already. */
    private Optional<DisplayData> result(Object value, boolean variable) {
        if (!variable && value instanceof String && displayed.contains(value)) {
            return Optional.empty();
        }
        return Optional.of(value instanceof DisplayData data ? data : renderer.render(value));
    }

    @Override
    public void display(DisplayData data) {
        if (data.hasDisplayId()) {
            displayed.add(data.getDisplayId());
        }
        super.display(data);
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

    /** Runs code as a cell of its own, also from within a cell, and gives its value. */
    @Override
    public Object evalRaw(String source) {
        return evaluator.run(new Cell(0, source), Function.identity()).orElse(null);
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        return new Inspection(evaluator, comments)
                .inspect(code, code.offsetByCodePoints(0, at))
                .orElse(null);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        ReplacementOptions found = new Completion(evaluator.analysis(), evaluator.magics()::names)
                .complete(code, code.offsetByCodePoints(0, at));
        return new ReplacementOptions(
                found.getReplacements(),
                code.codePointCount(0, found.getSourceStart()),
                code.codePointCount(0, found.getSourceEnd()));
    }

    @Override
    public String isComplete(String code) {
        return new Completion(evaluator.analysis(), evaluator.magics()::names).state(code);
    }

    @Override
    public void interrupt() {
        evaluator.interrupt();
    }
}
