package polyview.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Where JShell's compiled snippets run: in this JVM, on the {@link CellThread}.
 *
 * <p>JShell itself gets no string of a value; the value stays here as the object it is until {@link #takeValue()}.
 */
final class CellExecution extends DirectExecutionControl {
    /** Longer chains of causes than this are cut: one that runs in a circle would never end. */
    private static final int MOST_CAUSES = 50;

    private final CellThread thread;
    private Optional<Object> value = Optional.empty();
    private boolean abandoned;
    private Optional<ClassLoader> loader = Optional.empty();

    CellExecution(CellThread thread) {
        this.thread = thread;
    }

    /** Gives JShell this execution, and no other. */
    ExecutionControlProvider provider() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "cell";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return CellExecution.this;
            }
        };
    }

    /** What the snippet that ran last returned, empty for void and null; forgets it. */
    Optional<Object> takeValue() {
        Optional<Object> taken = value;
        value = Optional.empty();
        return taken;
    }

    /** Whether the snippet that ran last was left behind on its thread; forgets it. */
    boolean takeAbandoned() {
        boolean taken = abandoned;
        abandoned = false;
        return taken;
    }

    /** What loads the cells' classes and the jars that magics add; empty before the first snippet. */
    Optional<ClassLoader> loader() {
        return loader;
    }

    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        super.load(classes);
        if (loader.isEmpty() && classes.length > 0) {
            try {
                loader = Optional.of(findClass(classes[0].name()).getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("a class that was loaded is not there", e);
            }
        }
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        CellThread.Result result = thread.run(() -> {
            Thread.currentThread()
                    .setContextClassLoader(snippet.getDeclaringClass().getClassLoader());
            return snippet.invoke(null);
        });
        if (result instanceof CellThread.Returned returned) {
            value = returned.value();
        } else if (result instanceof CellThread.Threw threw) {
            throw threw.thrown() instanceof InvocationTargetException user
                    ? user
                    : new InvocationTargetException(threw.thrown());
        } else {
            abandoned = true;
            throw new StoppedException();
        }
        return "";
    }

    @Override
    protected String throwConvertedInvocationException(Throwable thrown) throws RunException {
        throw converted(thrown, MOST_CAUSES);
    }

    private static RunException converted(Throwable thrown, int most) {
        if (thrown instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), frames(unresolved));
        }
        UserException converted =
                new UserException(message(thrown), thrown.getClass().getName(), frames(thrown));
        if (thrown.getCause() != null && most > 0) {
            converted.initCause(converted(thrown.getCause(), most - 1));
        }
        return converted;
    }

    private static String message(Throwable thrown) {
        try {
            String message = thrown.getLocalizedMessage();
            return message == null ? "" : message;
        } catch (RuntimeException e) {
            return "(its message cannot be had: " + e + ")";
        }
    }

    /** The stack with a file name in every frame: JShell fails on frames of generated classes, which have none. */
    private static StackTraceElement[] frames(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        for (int i = 0; i < frames.length; i++) {
            StackTraceElement f = frames[i];
            if (f.getFileName() == null) {
                frames[i] = new StackTraceElement(f.getClassName(), f.getMethodName(), "", f.getLineNumber());
            }
        }
        return frames;
    }
}
