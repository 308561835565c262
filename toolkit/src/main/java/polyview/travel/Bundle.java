package polyview.travel;

import java.io.IOException;
import java.io.NotSerializableException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * An object as bytes for another process, with the classes of notebook cells that it is made of.
 *
 * <pre>{@code
 * byte[] bytes = Bundle.of("the metric", new LargestError());      // a record of a cell
 * Metric there = (Metric) Bundle.open(bytes);                      // in a process that has never seen it
 * }</pre>
 *
 * <p>It is Java's own serialization: what the object holds must be {@link java.io.Serializable}, which lambdas, records and classes are where
 * their interface or they say so. Beyond it, paths (absolute there), shapes and Optional travel. The other side must have the same version of
 * the toolkit.
 *
 * <p><b>Cells.</b> A class whose loader is none of the application's comes along, with all classes that it names: those of other cells, and of
 * jars that the notebook has added, without their resources. There they have a loader of their own for each bundle, so that objects of two
 * bundles share no class of a cell. Variables of cells that this code uses come along with the values that they have when the bundle is made.
 * A static field that a class of a cell declares itself begins there anew, as Java has it.
 *
 * <p>Opening a bundle runs the code that is in it, as deserialization does: open only bytes from someone you trust. A filter of the JVM ({@code
 * jdk.serialFilter}) holds here too.
 *
 * <p>Refused with an {@link IllegalArgumentException}: {@code run 1/4 concat seed 1 cannot travel: callbacks[0].chart is a Chart of a cell, which
 * is not Serializable: let its class implement java.io.Serializable, make the field transient, or leave it out}; a variable the same way
 * ({@code variable model is a polyview.models.Model}); a class whose loader does not give its bytes; more than 2 GB
 * ({@code data train cannot travel: it has more than 2147482623 bytes: give data by a manifest, or as a made data set}).
 */
public final class Bundle {

    private Bundle() {}

    /**
     * The bytes of an object.
     *
     * @param what it is, for messages
     */
    public static byte[] of(String what, Object object) {
        Map<ClassFile.Member, Object> variables = new LinkedHashMap<>();
        while (true) {
            BundleWriter sent = written(what, object, variables);
            CellClasses classes = cells(what, sent);
            Set<ClassFile.Member> needed =
                    new LinkedHashSet<>(CellVariables.of(classes, sent.classes(), sent.lambdas()));
            needed.removeAll(variables.keySet());
            if (needed.isEmpty()) {
                return bytes(what, classes, sent);
            }
            // The values may be of other cells, which use other variables.
            needed.forEach(variable -> variables.put(variable, CellVariables.value(classes, variable)));
        }
    }

    private static byte[] bytes(String what, CellClasses classes, BundleWriter sent) {
        try {
            return BundleForm.bytes(classes.bytes(), sent.bytes());
        } catch (IOException e) {
            throw new IllegalArgumentException(what + " cannot travel: " + e.getMessage(), e);
        }
    }

    private static CellClasses cells(String what, BundleWriter sent) {
        try {
            return new CellClasses(sent.classes());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + " cannot travel: " + e.getMessage(), e);
        }
    }

    private static BundleWriter written(String what, Object object, Map<ClassFile.Member, Object> variables) {
        try {
            return BundleWriter.of(object, variables);
        } catch (NotSerializableException e) {
            throw new IllegalArgumentException(what + " cannot travel: " + reason(e, object, variables), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(what + " cannot travel: " + e.getMessage(), e);
        }
    }

    private static String reason(NotSerializableException e, Object object, Map<ClassFile.Member, Object> variables) {
        String told = String.valueOf(e.getMessage());
        if (told.contains(" ")) {
            // A class that refuses by itself says why.
            return told;
        }
        String where = variables.entrySet().stream()
                .flatMap(v -> FieldPath.toWhatCannot("variable " + v.getKey().name(), v.getValue()).stream())
                .findFirst()
                .or(() -> FieldPath.toWhatCannot("", object))
                .orElse("it holds a " + told);
        return where + ", which is not Serializable: let its class implement java.io.Serializable, make the field"
                + " transient, or leave it out";
    }

    /**
     * The object that {@link #of} made the bytes of; an equal one, never the same.
     *
     * <p>Refused with an {@link IllegalArgumentException}: bytes that are no bundle, and classes that are not here ({@code cannot open a bundle:
     * class mine.Loss is not here: it must be on the class path of all places}).
     */
    public static Object open(byte[] bytes) {
        return BundleForm.open(bytes);
    }
}
