package polyview.base;

import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of a small object as text, so that objects with different settings have different texts. */
public final class Settings {

    private static final String RECORD = "record";

    private Settings() {}

    /** {@code {record=Huber[delta=1.0]}} of a record with components; none of anything else. */
    public static Map<String, String> ofRecord(Object of) {
        boolean has = of instanceof Record && of.getClass().getRecordComponents().length > 0;
        return has ? Map.of(RECORD, of.toString()) : Map.of();
    }

    /**
     * The same, but refuses an object with fields that are not in its settings: {@code metric f1 has the field threshold: make it
     * a record, or override settings()}.
     *
     * @param what as the message names it
     */
    public static Map<String, String> ofRecordOrNoFields(Object of, String what) {
        if (!(of instanceof Record)) {
            for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
                Stream.of(type.getDeclaredFields())
                        // this$0 is the enclosing object of an inner class.
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .map(field -> field.getName().replaceFirst("^val\\$", ""))
                        .filter(field -> !field.startsWith("this$"))
                        .findFirst()
                        .ifPresent(field -> {
                            throw new IllegalArgumentException(
                                    what + " has the field " + field + ": make it a record, or override settings()");
                        });
            }
        }
        return ofRecord(of);
    }

    /** Name and settings in one line: {@code nWayAccuracy among 20}, {@code huber Huber[delta=1.0]}, in the order of the names. */
    public static String text(String name, Map<String, String> settings) {
        return name
                + new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(e -> e.getKey().equals(RECORD)
                                        ? " " + e.getValue()
                                        : " " + e.getKey() + " " + e.getValue())
                                .collect(Collectors.joining(","));
    }
}
