package polyview.notebook;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the kernel that runs in this JVM, by class names at run time: some kernels are in no registry, and others changed their
 * classes from version to version.
 */
final class RunningKernel {

    /** A class that holds the kernel, and the static method that gives it. */
    private record Holder(String type, String getter) {}

    private static final List<Holder> HOLDERS = List.of(
            // JJava from 1.0-a6 on, and the project's own kernel.
            new Holder("org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel"),
            // JJava from 1.0-M2 to 1.0-a5.
            new Holder("org.dflib.jjava.JJava", "getKernelInstance"),
            // IJava, and JJava 1.0-M1, which still has IJava's names.
            new Holder("io.github.spencerpark.ijava.IJava", "getKernelInstance"));

    private static final String RAPAIO = "org.rapaio.jupyter.kernel.MainApp";

    private RunningKernel() {}

    /** The kernel, an object of its library; empty where none of these runs here. */
    static Optional<Object> find() {
        return HOLDERS.stream()
                .flatMap(holder -> load(holder.type(), true).flatMap(type -> held(type, holder.getter())).stream())
                .findFirst();
    }

    /**
     * Whether this JVM is rapaio's kernel. It is recognised by its main method, which waits in a thread as long as the kernel
     * runs; asking the class for the kernel would create one.
     */
    static boolean isRapaio() {
        return load(RAPAIO, false).isPresent()
                && Thread.getAllStackTraces().values().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(frame -> frame.getClassName().equals(RAPAIO)
                                && frame.getMethodName().equals("main"));
    }

    /** Kernels load the toolkit with their own class loader or with a child of it. */
    private static Optional<Class<?>> load(String type, boolean initialize) {
        try {
            return Optional.of(Class.forName(type, initialize, RunningKernel.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> held(Class<?> type, String getter) {
        try {
            return Optional.ofNullable(type.getMethod(getter).invoke(null));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(type.getName() + "." + getter + "() cannot be called", e);
        } catch (InvocationTargetException e) {
            // JJava's answer where no kernel runs.
            if (e.getCause() instanceof NullPointerException) {
                return Optional.empty();
            }
            throw new IllegalStateException(type.getName() + "." + getter + "() failed: " + e.getCause(), e);
        }
    }
}
