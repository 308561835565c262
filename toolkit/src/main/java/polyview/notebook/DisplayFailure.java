package polyview.notebook;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Reports that a kernel's library differs from the version that its adapter was compiled with: one line on standard error. The
 * kernel then shows plain text.
 */
final class DisplayFailure {

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private DisplayFailure() {}

    /**
     * Runs code that needs the library; a failure is reported, and the program continues.
     *
     * @param library the kernel's name in messages
     */
    static void guard(String library, Runnable use) {
        try {
            use.run();
        } catch (LinkageError | RuntimeException e) {
            tell(library, e);
        }
    }

    /**
     * Shows an object by its rule. An exception of the object itself, such as a chart that cannot be drawn, reaches the cell.
     *
     * @param put passes the content to the library
     */
    static void show(String library, DisplayRule<?> rule, Object value, Consumer<RichOutput> put) {
        if (rule == DisplayProbe.RULE) {
            // The failure of a probe is passed on.
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

    /** Reports each kind of failure once: a table in a loop must not fill the cell with the same line. */
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
     * Checks that a class of the toolkit has every method of the library's type: the library calls them where the toolkit cannot
     * catch the error.
     */
    static void requireWhole(Class<?> ours) {
        for (Method method : ours.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                throw new AbstractMethodError(method.toString());
            }
        }
    }
}
