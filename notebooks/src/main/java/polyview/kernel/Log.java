package polyview.kernel;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The kernel's own words, for the terminal that Jupyter runs in: System.err belongs to the cells. */
final class Log {
    private static final PrintStream TERMINAL =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private Log() {}

    /** One line: what happened to the kernel, and why. */
    static void trouble(String what, Throwable why) {
        StackTraceElement[] frames = why.getStackTrace();
        TERMINAL.println("Java kernel: " + what + ": " + why + (frames.length > 0 ? " at " + frames[0] : ""));
    }
}
