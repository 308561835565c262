package polyview.broken.outside;

import java.lang.reflect.Field;

/** Opens what is not public, as no user should have to. */
final class Peeks {

    private Peeks() {}

    static Object peek(Object from) throws ReflectiveOperationException {
        Field field = from.getClass().getDeclaredField("engine");
        field.setAccessible(true);
        return field.get(from);
    }
}
