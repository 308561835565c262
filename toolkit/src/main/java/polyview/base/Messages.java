package polyview.base;

/** Messages of TensorFlow, shortened. */
public final class Messages {

    private Messages() {}

    /** The reason, without the definition of the op and the names of its inputs that TensorFlow appends. */
    public static String reason(String message) {
        int end = message.indexOf(" for '{{");
        return (end > 0 ? message.substring(0, end) : message).strip();
    }
}
