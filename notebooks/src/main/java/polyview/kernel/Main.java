package polyview.kernel;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/** Starts the kernel: {@code Main connection-file}. Jupyter writes that file, and the kernelspec gives its name. */
public final class Main {
    /** How long the code of an interrupted cell has to end; {@code -Dpolyview.kernel.grace=SECONDS} changes it. */
    private static final Duration GRACE = Duration.ofSeconds(Long.getLong("polyview.kernel.grace", 10));
    /** Enough for the socket to write the answer to a shutdown. */
    private static final long LAST_WORDS_MILLIS = 200;
    /** Shutdown hooks that hang get this long. */
    private static final long HOOKS_MILLIS = 3000;

    private Main() {}

    /** Runs until a shutdown request comes or the Jupyter process that started the kernel is gone. */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println(
                    "the kernel takes one argument, the connection file that Jupyter writes, got " + args.length);
            System.exit(2);
        }
        KernelConnectionProperties properties = KernelConnectionProperties.parse(Files.readString(Path.of(args[0])));
        watchParent();
        Channels channels = new Channels(properties);
        channels.output().sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
        Outbox outbox = channels.output().outbox();
        Evaluator evaluator = new Evaluator(new CellThread(GRACE), text -> outbox.text(StreamType.ERR, text));
        NotebookKernel kernel = new NotebookKernel(evaluator, new SourceComments(sources()), outbox, Main::exit);
        kernel.getCommManager().setIOPubChannel(channels.output());
        System.setIn(new NoInput());
        System.setOut(CellStream.of(StreamType.OUT, outbox));
        System.setErr(CellStream.of(StreamType.ERR, outbox));
        kernel.onStartup();
        start(
                "kernel-control",
                new RequestLoop(channels, channels.control(), kernel.controlHandlers(), kernel::refuse));
        start("kernel-shell", new RequestLoop(channels, channels.shell(), kernel.shellHandlers(), kernel::refuse));
    }

    /** {@code -Dpolyview.kernel.sources=FOLDERS}, as many as a class path has. */
    private static List<Path> sources() {
        return Arrays.stream(System.getProperty("polyview.kernel.sources", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
    }

    private static void start(String name, Runnable loop) {
        new Thread(loop, name).start();
    }

    private static void watchParent() {
        String pid = System.getenv().getOrDefault("JPY_PARENT_PID", "");
        if (pid.matches("[1-9][0-9]*")) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresentOrElse(
                            parent -> {
                                // Nobody waits for it: the process ends by it.
                                var unused = parent.onExit().thenRun(Main::exit);
                            },
                            Main::exit);
        }
    }

    private static void exit() {
        Thread exit = new Thread(() -> System.exit(0), "kernel-exit");
        Thread halt = new Thread(() -> Runtime.getRuntime().halt(0), "kernel-halt");
        for (Thread thread : new Thread[] {exit, halt}) {
            thread.setDaemon(true);
        }
        new Thread(
                        () -> {
                            pause(LAST_WORDS_MILLIS);
                            exit.start();
                            pause(HOOKS_MILLIS);
                            halt.start();
                        },
                        "kernel-last")
                .start();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
