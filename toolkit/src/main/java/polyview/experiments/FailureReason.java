package polyview.experiments;

/** Why a run failed, in one line. */
public final class FailureReason {

    private FailureReason() {}

    /**
     * The error and, where it has one, its first cause: {@code UncheckedIOException: cannot read a.png (caused by
     * NoSuchFileException: a.png)}.
     */
    public static String of(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return line(error) + (cause == error ? "" : " (caused by " + line(cause) + ")");
    }

    private static String line(Throwable error) {
        String message = error.getMessage() == null
                ? ""
                : error.getMessage().strip().lines().findFirst().orElse("");
        String type = error.getClass().getSimpleName();
        return message.isEmpty() ? type : type + ": " + message;
    }
}
