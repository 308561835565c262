package polyview.kernel.magics;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Parts of a POM, as a README shows them, made to a whole one. */
final class PartialPom {
    /** What may stand alone, and the element that it belongs in. */
    private static final Map<String, String> LISTS = Map.of("dependency", "dependencies", "repository", "repositories");

    private static final Map<String, String> DEFAULTS =
            Map.of("modelVersion", "4.0.0", "groupId", "notebook", "artifactId", "cell", "version", "1");

    private PartialPom() {}

    /** A whole POM: the text itself where it is one, else one with all the parts that the text has. */
    static String complete(String text) throws MagicException {
        try {
            Document parts = builder()
                    .parse(new InputSource(new StringReader(
                            "<parts>" + text.strip().replaceFirst("^<\\?xml[^>]*\\?>", "") + "</parts>")));
            Document whole = builder().newDocument();
            Element project = whole.createElement("project");
            whole.appendChild(project);
            Element root = parts.getDocumentElement();
            if (root.getElementsByTagName("project").getLength() == 1) {
                return text.strip();
            }
            for (Node part = root.getFirstChild(); part != null; part = part.getNextSibling()) {
                if (part instanceof Element element) {
                    add(element, project);
                }
            }
            for (String name : DEFAULTS.keySet()) {
                if (child(project, name) == null) {
                    project.appendChild(whole.createElement(name)).setTextContent(DEFAULTS.get(name));
                }
            }
            StringWriter out = new StringWriter();
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(new DOMSource(whole), new StreamResult(out));
            return out.toString();
        } catch (SAXException e) {
            throw new MagicException("the text of the cell is no XML: " + e.getMessage(), e);
        } catch (IOException | ParserConfigurationException | TransformerException e) {
            throw new MagicException("the POM cannot be put together: " + e, e);
        }
    }

    private static void add(Element part, Element project) {
        Document whole = project.getOwnerDocument();
        String name = part.getTagName();
        String list = LISTS.getOrDefault(name, name);
        if (!LISTS.containsValue(list)) {
            project.appendChild(whole.importNode(part, true));
            return;
        }
        Element into = child(project, list);
        if (into == null) {
            into = whole.createElement(list);
            project.appendChild(into);
        }
        if (LISTS.containsKey(name)) {
            into.appendChild(whole.importNode(part, true));
        } else {
            for (Node entry = part.getFirstChild(); entry != null; entry = entry.getNextSibling()) {
                into.appendChild(whole.importNode(entry, true));
            }
        }
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }

    private static DocumentBuilder builder() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null); // Errors are thrown anyway; without this they are printed too.
        return builder;
    }
}
