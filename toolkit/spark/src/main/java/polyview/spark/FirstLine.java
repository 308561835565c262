package polyview.spark;

/** What an error says, in one line. */
final class FirstLine {

    private static final int MOST = 400;

    private FirstLine() {}

    /** The first line of the message, with the part that Spark puts before every message of a job taken off. */
    static String of(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        String line = message.lines().findFirst().orElse("").replaceFirst("^Job aborted due to stage failure: ", "");
        return line.length() > MOST ? line.substring(0, MOST) + "..." : line;
    }
}
