package polyview.data.loader;

import java.io.NotSerializableException;
import polyview.data.DataRecipe;
import polyview.data.Dataset;

/**
 * In the place of a recipe that cannot be: who makes bytes of it is told why, also where other data wraps the loader.
 *
 * @param source the name of its class
 */
record UnsentSource(String source) implements DataRecipe {

    /** Of a source that is not serializable; a class of a notebook cell by its own name alone. */
    static UnsentSource of(SampleSource source) {
        String simple = source.getClass().getSimpleName();
        return new UnsentSource(simple.isEmpty() ? source.getClass().getName() : simple);
    }

    private String why() {
        return "its source " + source + " must implement java.io.Serializable";
    }

    /** For Java's serialization. */
    private Object writeReplace() throws NotSerializableException {
        throw new NotSerializableException(why());
    }

    @Override
    public Dataset make() {
        throw new IllegalStateException(why());
    }
}
