package polyview.report;

import java.util.Base64;
import java.util.List;
import polyview.notebook.Html;
import polyview.notebook.Png;
import polyview.plots.Plot;
import tech.tablesaw.api.Table;

/** The page around the sections; well-formed as XML too, so that whatever reads XML can check it. */
final class Page {

    private static final int ROWS = 500;

    private static final String STYLE = """
            :root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --page: #ffffff; --panel: #f3f5f7; --line: #d1d9e0;
              --better: #116329; --worse: #a40e26 }
            @media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9da7b1; --page: #0d1117; --panel: #161b22;
              --line: #3d444d; --better: #56d364; --worse: #ff7b72 } }
            * { box-sizing: border-box }
            body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
            main { max-width: 1240px; margin: 0 auto; padding: 2rem 1.5rem 4rem }
            h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.3rem }
            h2 { font-size: 1.3rem; margin: 2.5rem 0 0.6rem; padding-top: 0.8rem; border-top: 1px solid var(--line) }
            h3 { font-size: 1rem; margin: 1.5rem 0 0.3rem }
            p, ul.claims { max-width: 75ch }
            h1, h2, p, li { overflow-wrap: anywhere }
            p.soft, nav { color: var(--soft) }
            nav a { color: inherit; margin-right: 1rem; white-space: nowrap }
            ul.claims { list-style: none; padding: 0; margin: 0.5rem 0 }
            ul.claims li { padding: 0.35rem 0.8rem; margin: 0.3rem 0; background: var(--panel); border-left: 4px solid var(--line) }
            ul.claims li.better { border-color: var(--better) } ul.claims li.better span { color: var(--better) }
            ul.claims li.worse { border-color: var(--worse) } ul.claims li.worse span { color: var(--worse) }
            ul.claims span { font-weight: 600; margin-right: 0.4rem }
            div.plots { display: flex; flex-wrap: wrap; gap: 1rem }
            figure { margin: 0.5rem 0; max-width: 100% }
            figure img { display: block; max-width: 100%; height: auto; background: #ffffff; border: 1px solid var(--line) }
            div.plots figure { flex: 1 1 480px; max-width: 720px } div.plots img { width: 100% }
            summary { cursor: pointer; margin: 0.5rem 0 }
            @media print { main { max-width: none; padding: 0 } nav { display: none } }
            """;

    private Page() {}

    static String of(String title, String subtitle, List<String> texts, List<Section> sections) {
        StringBuilder html =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>");
        html.append(Html.escape(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n");
        html.append("<h1>").append(Html.escape(title)).append("</h1>\n").append(soft(subtitle));
        texts.forEach(text -> html.append(paragraph(text)));
        html.append("<nav>");
        for (int i = 0; i < sections.size(); i++) {
            html.append("<a href=\"#s")
                    .append(i)
                    .append("\">")
                    .append(Html.escape(sections.get(i).heading()))
                    .append("</a> ");
        }
        html.append("</nav>\n");
        for (int i = 0; i < sections.size(); i++) {
            html.append("<h2 id=\"s")
                    .append(i)
                    .append("\">")
                    .append(Html.escape(sections.get(i).heading()))
                    .append("</h2>\n");
            html.append(sections.get(i).html());
        }
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    static String paragraph(String text) {
        return "<p>" + Html.escape(text) + "</p>\n";
    }

    /** In a paler colour. */
    static String soft(String text) {
        return "<p class=\"soft\">" + Html.escape(text) + "</p>\n";
    }

    static String heading(String text) {
        return "<h3>" + Html.escape(text) + "</h3>\n";
    }

    static String table(Table table) {
        return Html.table(table, ROWS) + "\n";
    }

    /** Shown where the reader opens it. */
    static String folded(String what, String html) {
        return "<details><summary>" + Html.escape(what) + "</summary>\n" + html + "</details>\n";
    }

    static String plot(Plot plot) {
        String picture = Base64.getEncoder().encodeToString(Png.encode(plot.picture()));
        return "<figure><img width=\"" + plot.width() + "\" height=\"" + plot.height() + "\" alt=\""
                + Html.escape(plot.title().isEmpty() ? "plot" : plot.title()) + "\" src=\"data:image/png;base64,"
                + picture
                + "\"/></figure>\n";
    }

    /** Side by side where the page is wide. */
    static String plots(List<Plot> plots) {
        StringBuilder html = new StringBuilder();
        plots.forEach(plot -> html.append(plot(plot)));
        return plots.isEmpty() ? "" : "<div class=\"plots\">\n" + html + "</div>\n";
    }
}
