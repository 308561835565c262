package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What the pages say beside their Java is true: links, commands, versions. */
@Tag("notebooks")
class PageTextTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern BADGE =
            Pattern.compile("https://mybinder\\.org/v2/gh/[^)\\s\"]*labpath=([^)\\s&\"]+)");

    /** What commands name that is not a file of the project. */
    private static final Set<String> NO_FILES = Set.of("https://github.com/polyview/polyview.git");

    private static List<MarkdownPage> pages() {
        return MarkdownPage.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFiles(MarkdownPage page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page.file()));
        while (link.find()) {
            String target = link.group(1).replaceAll("#.*", "");
            if (!target.isEmpty() && !target.startsWith("https://")) {
                assertTrue(Files.exists(page.file().resolveSibling(target)), () -> page + " links to " + target);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void badgesOpenNotebooksThatAreThere(MarkdownPage page) throws IOException {
        Matcher badge = BADGE.matcher(Files.readString(page.file()));
        while (badge.find()) {
            String notebook = URLDecoder.decode(badge.group(1), StandardCharsets.UTF_8);
            assertTrue(Files.exists(MarkdownPage.ROOT.resolve(notebook)), () -> page + " opens " + notebook);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsNameWhatIsThere(MarkdownPage page) throws IOException {
        for (MarkdownPage.Block block : page.blocks("sh")) {
            assertEquals(List.of(), unknown(block.code()), block::toString);
        }
    }

    @Test
    void aCommandThatNamesNothingIsFound() throws IOException {
        assertEquals(
                List.of("notebooks/lunch", "tools", "cpu", "NoSuchTest"),
                unknown("notebooks/lunch --dir guides\nmvn -pl tools,toolkit -Pcpu test -Dtest=NoSuchTest,DenseTest"));
    }

    /** The files, modules, profiles and tests of commands that are not there; what was built is. */
    private static List<String> unknown(String commands) throws IOException {
        String pom = Files.readString(MarkdownPage.ROOT.resolve("pom.xml"));
        List<String> unknown = new ArrayList<>();
        String[] words = commands.replace('\n', ' ').split("\\s+");
        for (int i = 0; i < words.length; i++) {
            String word = words[i].replace("\"", "");
            if (i > 0 && words[i - 1].equals("-pl")) {
                Stream.of(word.split(","))
                        .filter(m -> !pom.contains("<module>" + m + "</module>"))
                        .forEach(unknown::add);
            } else if (word.startsWith("-P") && !pom.contains("<id>" + word.substring(2) + "</id>")) {
                unknown.add(word.substring(2));
            } else if (word.startsWith("-Dtest=") || word.startsWith("-Dit.test=")) {
                for (String test : word.substring(word.indexOf('=') + 1).split(",")) {
                    if (!test.equals("none") && !testExists(test)) {
                        unknown.add(test);
                    }
                }
            } else if (word.contains("/")
                    && !word.startsWith("-")
                    && !word.startsWith("target/")
                    && !word.startsWith("spark://")
                    && !NO_FILES.contains(word)
                    && !Files.exists(MarkdownPage.ROOT.resolve(word))) {
                unknown.add(word);
            }
        }
        return unknown;
    }

    private static boolean testExists(String name) throws IOException {
        for (String module : List.of("toolkit", "notebooks")) {
            try (Stream<Path> files =
                    Files.walk(MarkdownPage.ROOT.resolve(module).resolve("src/test/java"))) {
                if (files.anyMatch(file -> file.endsWith(name + ".java"))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Each dependency on a page has the version of the build. */
    @Test
    void dependenciesAreThoseOfTheBuild() throws Exception {
        Map<String, String> versions = versions();
        int found = 0;
        for (MarkdownPage page : pages()) {
            for (MarkdownPage.Block block : page.blocks("xml")) {
                NodeList dependencies = xml("<x>" + block.code() + "</x>").getElementsByTagName("dependency");
                assertFalse(dependencies.getLength() == 0, block::toString);
                for (int i = 0; i < dependencies.getLength(); i++) {
                    Element dependency = (Element) dependencies.item(i);
                    assertEquals(versions.get(name(dependency)), text(dependency, "version"), name(dependency));
                    found++;
                }
            }
        }
        assertEquals(7, found);
    }

    private static Map<String, String> versions() throws Exception {
        Element pom =
                xml(Files.readString(MarkdownPage.ROOT.resolve("pom.xml"))).getDocumentElement();
        Map<String, String> versions = new HashMap<>();
        for (String module : List.of("toolkit", "toolkit/spark")) {
            Element own = xml(Files.readString(MarkdownPage.ROOT.resolve(module).resolve("pom.xml")))
                    .getDocumentElement();
            versions.put(text(pom, "groupId") + ":" + child(own, "artifactId"), text(pom, "version"));
        }
        NodeList managed = pom.getElementsByTagName("dependency");
        for (int i = 0; i < managed.getLength(); i++) {
            Element dependency = (Element) managed.item(i);
            String version = text(dependency, "version");
            versions.put(
                    name(dependency),
                    version.startsWith("${") ? text(pom, version.substring(2, version.length() - 1)) : version);
        }
        return versions;
    }

    private static String name(Element dependency) {
        return text(dependency, "groupId") + ":" + text(dependency, "artifactId");
    }

    private static String text(Element parent, String tag) {
        return parent.getElementsByTagName(tag).item(0).getTextContent().strip();
    }

    /** Of the element itself, where the same name stands deeper too. */
    private static String child(Element parent, String tag) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(tag)) {
                return node.getTextContent().strip();
            }
        }
        throw new IllegalArgumentException("no " + tag);
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    @Test
    void theSiteHasEveryGuide() throws Exception {
        NodeList items = xml(Files.readString(MarkdownPage.ROOT.resolve("site/site.xml")))
                .getElementsByTagName("item");
        Set<String> listed = new TreeSet<>();
        for (int i = 0; i < items.getLength(); i++) {
            listed.add(((Element) items.item(i)).getAttribute("href"));
        }
        try (Stream<Path> guides = Files.list(MarkdownPage.ROOT.resolve("guides"))) {
            List<String> missing = guides.map(guide -> "guides/" + guide.getFileName())
                    .filter(guide -> guide.endsWith(".md"))
                    .map(guide -> guide.replace(".md", ".html"))
                    .filter(guide -> !listed.contains(guide))
                    .toList();
            assertEquals(List.of(), missing);
        }
    }

    @Test
    void aFenceThatIsLeftOpenIsRefused() {
        assertEquals(
                "page.md, line 2: a block is left open",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> MarkdownPage.of(Path.of("page.md"), List.of("text", "```java", "int i;")))
                        .getMessage());
    }
}
