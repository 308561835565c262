package polyview.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;

/**
 * A kernel's published library as another version might have it, and the toolkit beside it as it was compiled: a class loader
 * that changes classes while it loads them, and loads those of the toolkit anew.
 */
final class AlteredLibrary extends ClassLoader {

    /** A change of the classes: of all that are changed the same way, so that the library still fits itself. */
    interface Change {
        ClassVisitor over(ClassVisitor next);
    }

    private final String library;
    private final Change change;

    /**
     * A library that is changed.
     *
     * @param library the beginning of its classes' names
     */
    AlteredLibrary(String library, Change change) {
        super(AlteredLibrary.class.getClassLoader());
        this.library = library;
        this.change = change;
    }

    /** Runs a session of this package with the changed library; it was compiled against the published one and is changed too. */
    Map<String, String> run(Class<? extends Callable<Map<String, String>>> session) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(this);
        try {
            Object made = loadClass(session.getName()).getDeclaredConstructor().newInstance();
            @SuppressWarnings("unchecked")
            var callable = (Callable<Map<String, String>>) made;
            return callable.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(library) && !name.startsWith("polyview.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            ClassReader published = new ClassReader(in);
            ClassWriter altered = new ClassWriter(0);
            published.accept(isAsCompiled(name) ? altered : change.over(altered), 0);
            byte[] bytes = altered.toByteArray();
            // Kernels ask where their own jar is.
            return defineClass(
                    name, bytes, 0, bytes.length, getParent().loadClass(name).getProtectionDomain());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The toolkit; what stands with the library are its kernel and the session of the test. */
    private static boolean isAsCompiled(String name) {
        return name.startsWith("polyview.") && !name.contains("KernelOnWire") && !name.endsWith("Session");
    }
}
