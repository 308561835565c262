package polyview.notebook;

import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The content that shows an object in a notebook: a picture or HTML, or both, and always a plain text for viewers that show neither.
 *
 * <p>Only what reacts to mouse and keys is both a picture and HTML, which holds that picture: where there are both, notebooks show the
 * HTML.
 *
 * <table>
 * <caption>What is shown</caption>
 * <tr><td>a {@link polyview.plots.Plot}, yours too; a chart of XChart</td><td>PNG at twice the plot's size, shown at its size</td></tr>
 * <tr><td>a {@code Slider} or {@code HoverPlot}</td><td>HTML with a script, and a still picture as PNG</td></tr>
 * <tr><td>a {@code BufferedImage}</td><td>PNG, one screen pixel for one pixel</td></tr>
 * <tr><td>a Tablesaw {@code Table}</td><td>HTML, its first 50 rows</td></tr>
 * <tr><td>a {@code Summary}</td><td>HTML, a row for each layer, and the totals</td></tr>
 * <tr><td>an {@code Explanation}</td><td>HTML, a row for each rule that fired and one for each kind of op, and what was run</td></tr>
 * <tr><td>a {@code History}</td><td>HTML, its first 50 epochs, and how the training ended</td></tr>
 * <tr><td>a {@code DatasetTable}</td><td>HTML, a row for each input and target, and the class counts</td></tr>
 * <tr><td>{@code SearchResults}</td><td>HTML, a row for each trial</td></tr>
 * <tr><td>{@code Results}</td><td>HTML, a row for each variant, and the runs that failed with their reasons</td></tr>
 * <tr><td>a {@code DeviceReport}</td><td>HTML, a row for each device, and why there is no GPU</td></tr>
 * <tr><td>a {@code RichOutput}</td><td>the HTML or the picture that it holds</td></tr>
 * </table>
 */
public sealed interface RichOutput {

    /** The plain text. */
    String text();

    /** The type of the content: {@code image/png} or {@code text/html}. */
    String mimeType();

    /** The content as a notebook's JSON has it: HTML as it is, PNG in base 64. */
    String content();

    /** The metadata of the content: empty, or the width and height in pixels in which it is shown. */
    Map<String, Object> metadata();

    /** Puts text, content and metadata, each under its MIME type, into the message of a kernel. */
    default void put(BiConsumer<String, Object> data, BiConsumer<String, Object> metadataOf) {
        data.accept("text/plain", text());
        data.accept(mimeType(), content());
        if (!metadata().isEmpty()) {
            metadataOf.accept(mimeType(), metadata());
        }
    }

    /**
     * How an object is shown; empty for an object of any other type.
     *
     * @param value the object
     */
    static Optional<RichOutput> of(Object value) {
        return DisplayRule.ALL.stream()
                .filter(rule -> rule.type().isInstance(value))
                .findFirst()
                .map(rule -> rule.show(value));
    }

    /**
     * HTML.
     *
     * @param content HTML, escaped, without references to other files
     * @param text the plain text
     */
    record Markup(String content, String text) implements RichOutput {
        @Override
        public String mimeType() {
            return "text/html";
        }

        @Override
        public Map<String, Object> metadata() {
            return Map.of();
        }
    }

    /**
     * A PNG picture.
     *
     * @param content a whole PNG file in base 64
     * @param metadata {@code width} and {@code height} in pixels, where they differ from those of the picture
     * @param text the plain text
     */
    record Picture(String content, Map<String, Object> metadata, String text) implements RichOutput {

        /** A sorted copy of the metadata is kept. */
        public Picture {
            // Sorted: the same notebook is the same file, run after run.
            metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        }

        /** The PNG file. */
        public byte[] png() {
            return Base64.getDecoder().decode(content);
        }

        @Override
        public String mimeType() {
            return "image/png";
        }
    }

    /**
     * HTML with a script, and a picture for front ends without HTML. The HTML holds the picture too, so that something is seen where
     * scripts are off.
     *
     * @param content HTML, escaped, without references to other files
     * @param still the picture; its text is the plain text
     */
    record Interactive(String content, Picture still) implements RichOutput {
        @Override
        public String text() {
            return still.text();
        }

        @Override
        public String mimeType() {
            return "text/html";
        }

        @Override
        public Map<String, Object> metadata() {
            return Map.of();
        }

        @Override
        public void put(BiConsumer<String, Object> data, BiConsumer<String, Object> metadataOf) {
            still.put(data, metadataOf);
            data.accept(mimeType(), content);
        }
    }
}
