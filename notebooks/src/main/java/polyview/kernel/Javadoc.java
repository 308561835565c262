package polyview.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Documentation comments as HTML and as plain text, well enough for a tooltip. */
final class Javadoc {
    private static final Pattern INLINE = Pattern.compile("\\{@(\\w+)\\s*([^{}]*)}");
    private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");

    private Javadoc() {}

    /** The comment as HTML: inline tags become code, block tags lines of their own. */
    static String html(String comment) {
        String inline = INLINE.matcher(comment)
                .replaceAll(m -> Matcher.quoteReplacement("<code>" + escape(m.group(2)) + "</code>"));
        return BLOCK.matcher(inline).replaceAll("<br><b>$1</b> ");
    }

    /** The comment as text: no HTML tags, the most common entities resolved. */
    static String text(String comment) {
        String inline = INLINE.matcher(comment).replaceAll(m -> Matcher.quoteReplacement(escape(m.group(2))));
        return BLOCK.matcher(inline)
                .replaceAll("\n$1: ")
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .strip();
    }

    /** Text as HTML. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
