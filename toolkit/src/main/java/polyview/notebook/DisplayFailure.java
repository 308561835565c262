package polyview.notebook;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What an adapter says where a kernel's library is not as it was when the adapter was compiled: one line, and the kernel goes
 * on with plain text.
 */
final class DisplayFailure {

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private DisplayFailure() {}

    /**
     * Does what needs the library; what fails is told, and nothing else ends.
     *
     * @param library the kernel's name for the reader
     */
    static void guard(String library, Runnable use) {
        try {
            use.run();
        } catch (LinkageError | RuntimeException e) {
            tell(library, e);
        }
    }

    /**
     * Shows an object by its rule. An exception of the object, such as of a chart that cannot be drawn, is the cell's and goes
     * on to it.
     *
     * @param put hands what is shown to the library
     */
    static void show(String library, DisplayRule<?> rule, Object value, Consumer<RichOutput> put) {
        if (rule == DisplayProbe.RULE) {
            // The caller of the probe is told what failed.
            put.accept(rule.show(value));
            return;
        }
        RichOutput shown;
        try {
            shown = rule.show(value);
        } catch (LinkageError e) {
            tell(library, e);
            return;
        }
        guard(library, () -> put.accept(shown));
    }

    /** Says once for each kind of failure what failed: a table in a loop must not fill the cell with the same line. */
    static void tell(String library, Throwable failure) {
        String line = line(library, failure);
        if (TOLD.add(line)) {
            System.err.println(line);
        }
    }

    static String line(String library, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = (root == failure ? failure : failure + ", caused by " + root).toString();
        return "polyview: shown as text under " + library + ", its display failed: " + reason.replaceAll("\\s+", " ");
    }

    /**
     * A class of ours must have every method that the library's type asks for: the library calls it where nothing of ours
     * could catch the error.
     */
    static void requireWhole(Class<?> ours) {
        for (Method method : ours.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                throw new AbstractMethodError(method.toString());
            }
        }
    }
}
