package polyview.travel;

import java.util.Map;

/** Classes that came with a bundle; they hide others of their names. */
final class CellLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> bytes;

    CellLoader(Map<String, byte[]> bytes) {
        super("cells", CellLoader.class.getClassLoader());
        this.bytes = Map.copyOf(bytes);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        byte[] file = bytes.get(name);
        if (file == null) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> there = findLoadedClass(name);
            return there == null ? defineClass(name, file, 0, file.length) : there;
        }
    }
}
