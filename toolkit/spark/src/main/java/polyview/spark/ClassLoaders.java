package polyview.spark;

/** Which class loader Spark works with: notebooks load jars that come later by a loader of their own. */
final class ClassLoaders {

    private ClassLoaders() {}

    /** The given one where it sees this package, else the one of this package. */
    static ClassLoader seeing(ClassLoader candidate) {
        ClassLoader own = ClassLoaders.class.getClassLoader();
        for (ClassLoader loader = candidate; loader != null; loader = loader.getParent()) {
            if (loader == own) {
                return candidate;
            }
        }
        return own;
    }
}
