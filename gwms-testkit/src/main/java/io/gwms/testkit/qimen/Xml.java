package io.gwms.testkit.qimen;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The little XML that the dialect needs: texts inside elements, no attributes. */
final class Xml {
    private final StringBuilder out = new StringBuilder();

    Xml put(String name, Object value) {
        String text =
                String.valueOf(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        out.append('<')
                .append(name)
                .append('>')
                .append(text)
                .append("</")
                .append(name)
                .append('>');
        return this;
    }

    Xml put(String name, Xml inner) {
        out.append('<')
                .append(name)
                .append('>')
                .append(inner.out)
                .append("</")
                .append(name)
                .append('>');
        return this;
    }

    static String response(Xml inner) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + new Xml().put("response", inner).out;
    }

    static String request(Xml inner) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + new Xml().put("request", inner).out;
    }

    static Element parsed(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(body))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new Failure("S003", "the body is not XML");
        }
    }

    /** The text at a path of element names; empty when there is none. */
    static String text(Element from, String... path) {
        Element at = from;
        for (String name : path) {
            List<Element> next = children(at, name);
            if (next.isEmpty()) {
                return "";
            }
            at = next.get(0);
        }
        return at.getTextContent().strip();
    }

    static List<Element> children(Element from, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = from.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    /** A request that is refused: HTTP 200 with flag failure. */
    @SuppressWarnings("serial")
    static final class Failure extends RuntimeException {
        final String code;

        Failure(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        static void when(boolean wrong, String code, String message) {
            if (wrong) {
                throw new Failure(code, message);
            }
        }

        String reply() {
            return response(
                    new Xml().put("flag", "failure").put("code", code).put("message", String.valueOf(getMessage())));
        }
    }
}
