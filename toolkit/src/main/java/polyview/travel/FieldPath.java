package polyview.travel;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds what cannot travel in an object, and by which fields it is reached: {@code callbacks[0].plot is a polyview.X}. */
final class FieldPath {

    private static final int DEEPEST = 200;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private FieldPath() {}

    /** The first thing that is not serializable, in a sentence; empty where none is found. */
    static Optional<String> toWhatCannot(String name, Object root) {
        return new FieldPath().search(name, root, 0);
    }

    private Optional<String> search(String path, Object object, int depth) {
        if (object == null || depth > DEEPEST || !seen.add(object)) {
            return Optional.empty();
        }
        if (object instanceof Optional<?> optional) {
            return optional.flatMap(value -> search(path, value, depth + 1));
        }
        if (Stand.of(object) != object || object instanceof Class || object instanceof Enum) {
            return Optional.empty();
        }
        if (!(object instanceof Serializable)) {
            return Optional.of((path.isEmpty() ? "it" : path) + " is " + name(object.getClass()));
        }
        if (object.getClass().isArray()) {
            return elements(path, object, depth);
        }
        if (object instanceof Map<?, ?> map) {
            return first(map.entrySet().stream()
                    .flatMap(entry -> Stream.of(
                            () -> search(path + " key", entry.getKey(), depth + 1),
                            () -> search(path + "." + entry.getKey(), entry.getValue(), depth + 1))));
        }
        if (object instanceof Collection<?> collection) {
            return elements(path, collection.toArray(), depth);
        }
        return hasAnotherForm(object.getClass()) ? Optional.empty() : fields(path, object, depth);
    }

    /** Whether it travels as something else; a lambda does too, with what it holds. */
    private static boolean hasAnotherForm(Class<?> type) {
        return !type.isHidden()
                && Stream.of(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals("writeReplace") && method.getParameterCount() == 0);
    }

    private Optional<String> elements(String path, Object array, int depth) {
        boolean primitive = array.getClass().getComponentType().isPrimitive();
        for (int i = 0; !primitive && i < Array.getLength(array); i++) {
            Optional<String> found = search(path + "[" + i + "]", Array.get(array, i), depth + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> fields(String path, Object object, int depth) {
        for (Class<?> type = object.getClass(); type != null && Serializable.class.isAssignableFrom(type); ) {
            for (Field field : type.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0
                        && !field.getType().isPrimitive()) {
                    String next = path.isEmpty() ? field.getName() : path + "." + field.getName();
                    Optional<String> found = search(next, value(field, object), depth + 1);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            type = type.getSuperclass();
        }
        return Optional.empty();
    }

    /** Null where Java keeps it for itself: what its own classes hold is not looked into. */
    private static Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            return null;
        }
    }

    private static Optional<String> first(Stream<Supplier<Optional<String>>> searches) {
        return searches.map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    /** {@code a polyview.X}, {@code a lambda of Y}, {@code Z of a cell}. */
    private static String name(Class<?> type) {
        String name = type.getName().replaceFirst("/0x[0-9a-f]+$", "").replaceFirst("/\\d+$", "");
        int lambda = name.indexOf("$$Lambda");
        String plain = (lambda > 0 ? name.substring(0, lambda) : name).replaceFirst("^REPL\\.\\$JShell\\$\\w+\\$?", "");
        String where = CellClasses.isOfACell(type) ? (plain.isEmpty() ? "a cell" : plain + " of a cell") : plain;
        return lambda > 0 ? "a lambda of " + where : "a " + where;
    }
}
