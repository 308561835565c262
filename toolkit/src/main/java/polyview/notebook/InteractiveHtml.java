package polyview.notebook;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import polyview.base.Sha256;
import polyview.plots.HoverPlot;
import polyview.plots.Slider;

/**
 * HTML of what reacts to mouse and keys: a still picture, everything else folded up below it, and a script that puts the two
 * together. Where the script does not run, or was taken out, the page still says all of it.
 *
 * <p>The same content is the same text: elements are found by a digest of what they hold, so that several on one page, and one
 * twice, do not disturb each other.
 */
final class InteractiveHtml {

    /** Neither math typesetting nor the notebook's own keys act inside. */
    private static final String ROOT =
            "<div class=\"tex2jax_ignore mathjax_ignore\" data-lm-suppress-shortcuts=\"true\""
                    + " data-p-suppress-shortcuts=\"true\" data-polyview=\"{key}\"";

    private static final String SLIDER = script("slider.js");
    private static final String HOVER = script("hover.js");

    private InteractiveHtml() {}

    static String slider(Slider slider) {
        List<BufferedImage> frames = slider.frames();
        int first = slider.first();
        StringBuilder html = new StringBuilder(ROOT)
                .append(" data-first=\"")
                .append(first)
                .append("\">\n")
                .append(frame(slider, first))
                .append("<div data-caption=\"true\">")
                .append(Html.escape(slider.labels().get(first)))
                .append("</div>\n");
        if (frames.size() == 1) {
            return keyed("slider", html.append("</div>").toString());
        }
        html.append("<details><summary>")
                .append(frames.size() == 2 ? "the other picture" : "the other " + (frames.size() - 1) + " pictures")
                .append("</summary>\n");
        for (int i = 0; i < frames.size(); i++) {
            if (i != first) {
                html.append("<p>")
                        .append(Html.escape(slider.labels().get(i)))
                        .append("<br/>\n")
                        .append(frame(slider, i))
                        .append("</p>\n");
            }
        }
        return keyed(
                "slider",
                html.append("</details>\n").append(SLIDER).append("</div>").toString());
    }

    private static String frame(Slider slider, int i) {
        return image(
                slider.frames().get(i),
                slider.width(),
                slider.height(),
                slider.labels().get(i),
                "");
    }

    static String hover(HoverPlot plot, BufferedImage picture) {
        List<HoverPlot.Point> points = plot.points();
        String rows = points.stream().map(InteractiveHtml::row).collect(Collectors.joining());
        String count = points.size() == 1 ? "1 point" : points.size() + " points";
        String alt = plot.title().isEmpty() ? "chart, " + count : "chart " + plot.title() + ", " + count;
        String html = ROOT + " data-width=\"" + plot.width() + "\" style=\"position:relative\">\n"
                + image(picture, plot.width(), plot.height(), alt, "display:block;margin:0;")
                + "<details><summary>" + count + "</summary>\n<table><tbody>\n" + rows + "</tbody></table></details>\n"
                + HOVER + "</div>";
        return keyed("hover", html);
    }

    private static String row(HoverPlot.Point point) {
        return "<tr data-at=\"" + point.left() + " " + point.top() + "\"><td style=\"text-align:left\">"
                + Html.escape(point.name()) + "</td><td style=\"text-align:left\">" + Html.escape(point.values())
                + "</td></tr>\n";
    }

    private static String image(BufferedImage image, int width, int height, String alt, String style) {
        return "<img src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(Png.encode(image)) + "\" width=\"" + width + "\" height=\""
                + height
                + "\" alt=\"" + Html.escape(alt) + "\" style=\"" + style + "max-width:100%;height:auto\"/>\n";
    }

    private static String keyed(String what, String html) {
        String digest = Sha256.of(html.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        return html.replace("{key}", what + "-" + digest);
    }

    /** A script of this package without its comments. */
    private static String script(String name) {
        try (InputStream in = InteractiveHtml.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("polyview's jar must hold polyview/notebook/" + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.strip().startsWith("//"))
                    .collect(Collectors.joining("\n", "<script>\n", "\n</script>\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + ": " + e.getMessage(), e);
        }
    }
}
