package polyview.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the project in Markdown, and the code on it.
 *
 * @param file the page
 * @param blocks the fenced blocks, in their order
 */
record MarkdownPage(Path file, List<Block> blocks) {

    /** The project's folder. */
    static final Path ROOT = Launcher.NOTEBOOKS.getParent();

    private static final Pattern FENCE = Pattern.compile("\\s*```+\\s*(.*)");

    /**
     * A fenced block.
     *
     * @param page the name of its page, from the project's folder
     * @param line the line of the page on which its code begins
     * @param language what stands behind the fence
     * @param code its text
     */
    record Block(String page, int line, String language, String code) {
        /** A whole program, where others are cells of a notebook; one in a text block is a text of a cell. */
        boolean isProgram() {
            return code.contains("public static void main(") && !code.contains("\"\"\"");
        }

        @Override
        public String toString() {
            return page + ":" + line + (language.isEmpty() ? "" : " " + language);
        }
    }

    /** The README and its neighbours, the guides, and the pages of the samples. */
    static List<MarkdownPage> all() {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> guides = Files.walk(ROOT.resolve("guides"));
                Stream<Path> samples = Files.walk(ROOT.resolve("datasets"))) {
            List<Path> files = Stream.of(top, guides, samples)
                    .flatMap(found -> found)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            List<MarkdownPage> pages = new ArrayList<>();
            for (Path file : files) {
                pages.add(read(file));
            }
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MarkdownPage read(Path file) throws IOException {
        return of(file, Files.readAllLines(file));
    }

    /** Refused: a fence that is left open. */
    static MarkdownPage of(Path file, List<String> lines) {
        String name = file.startsWith(ROOT) ? ROOT.relativize(file).toString() : file.toString();
        List<Block> blocks = new ArrayList<>();
        int begin = -1;
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                continue;
            }
            if (begin < 0) {
                begin = i;
            } else {
                Matcher open = FENCE.matcher(lines.get(begin));
                String language = open.matches() ? open.group(1).strip() : "";
                blocks.add(new Block(name, begin + 2, language, String.join("\n", lines.subList(begin + 1, i))));
                begin = -1;
            }
        }
        if (begin >= 0) {
            throw new IllegalArgumentException(name + ", line " + (begin + 1) + ": a block is left open");
        }
        return new MarkdownPage(file, blocks);
    }

    /** The blocks of one language. */
    List<Block> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
