package polyview.travel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Class files that the other side does not have: those of notebook cells, and of jars that a notebook has added. A class is one of them
 * where its loader is none of the application's, or where JShell has made it.
 */
final class CellClasses {

    /** The package of all classes that JShell makes. */
    private static final String JSHELL = "REPL.";

    private final Map<String, byte[]> bytes = new LinkedHashMap<>();
    private final Map<String, ClassFile> files = new LinkedHashMap<>();
    private final Map<String, Class<?>> classes = new LinkedHashMap<>();

    /** All that these classes name, and what those name, and so on. */
    CellClasses(Collection<Class<?>> first) {
        Deque<Class<?>> open = new ArrayDeque<>(first);
        while (!open.isEmpty()) {
            Class<?> next = open.pop();
            if (isOfACell(next) && !classes.containsKey(next.getName())) {
                byte[] file = file(next);
                ClassFile parsed = new ClassFile(file);
                bytes.put(next.getName(), file);
                files.put(next.getName(), parsed);
                classes.put(next.getName(), next);
                for (String name : parsed.classes()) {
                    if (!classes.containsKey(name)) {
                        find(name, next.getClassLoader()).ifPresent(open::push);
                    }
                }
            }
        }
    }

    static boolean isOfACell(Class<?> type) {
        if (type.isPrimitive() || type.isArray()) {
            return false;
        }
        return type.getName().startsWith(JSHELL) || !isOfTheApplication(type.getClassLoader());
    }

    private static boolean isOfTheApplication(ClassLoader loader) {
        return loader == null
                || isAmong(loader, ClassLoader.getSystemClassLoader())
                || isAmong(loader, CellClasses.class.getClassLoader());
    }

    private static boolean isAmong(ClassLoader loader, ClassLoader last) {
        for (ClassLoader one = last; one != null; one = one.getParent()) {
            if (one == loader) {
                return true;
            }
        }
        return false;
    }

    /** Empty for what only looks like the name of a class. */
    private static Optional<Class<?>> find(String name, ClassLoader loader) {
        try {
            return Optional.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static byte[] file(Class<?> type) {
        String resource = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("class " + type.getName() + " was made in this process, and "
                        + type.getClassLoader().getClass().getName()
                        + ", which loaded it, does not give its bytes: put it into a jar that all places have"
                        + (type.getName().startsWith(JSHELL)
                                ? ", or take the kernel of notebooks/launch or IJava, whose loader gives them"
                                : ""));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read class " + type.getName() + ": " + e.getMessage(), e);
        }
    }

    /** The class files by binary name. */
    Map<String, byte[]> bytes() {
        return bytes;
    }

    Optional<ClassFile> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    Class<?> type(String name) {
        return classes.get(name);
    }
}
