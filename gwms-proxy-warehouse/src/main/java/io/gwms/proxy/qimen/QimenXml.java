package io.gwms.proxy.qimen;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** XML of the dialect, which is elements and texts: written by appending, read into a tree without any DTD or entity. */
final class QimenXml {
    private final Document document;
    private final Element element;

    private QimenXml(Document document, Element element) {
        this.document = document;
        this.element = element;
    }

    // --- writing ---

    /** A new document of that root. */
    static QimenXml of(String root) {
        Document document = builder().newDocument();
        Element element = document.createElement(root);
        document.appendChild(element);
        return new QimenXml(document, element);
    }

    /** Adds an element with a text; characters that XML cannot hold are left out. */
    QimenXml put(String name, String text) {
        StringBuilder fit = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c >= 0x20 || c == '\t' || c == '\n' || c == '\r')
                .filter(c -> c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF))
                .forEach(fit::appendCodePoint);
        add(name).element.setTextContent(fit.toString());
        return this;
    }

    /** Adds an element to be filled. */
    QimenXml add(String name) {
        Element child = document.createElement(name);
        element.appendChild(child);
        return new QimenXml(document, child);
    }

    byte[] bytes() {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        write(element, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Element from, StringBuilder out) {
        out.append('<').append(from.getTagName()).append('>');
        for (Node node = from.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                write(child, out);
            } else {
                out.append(node.getNodeValue()
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\r", "&#13;"));
            }
        }
        out.append("</").append(from.getTagName()).append('>');
    }

    // --- reading ---

    /**
     * Reads a whole document.
     *
     * @throws IllegalArgumentException when it is none, or has a document type
     */
    static QimenXml read(byte[] bytes) {
        try {
            DocumentBuilder builder = builder();
            builder.setErrorHandler(new DefaultHandler());
            Document document = builder.parse(new InputSource(new ByteArrayInputStream(bytes)));
            return new QimenXml(document, document.getDocumentElement());
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException("no whole XML document: " + e.getMessage(), e);
        }
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setExpandEntityReferences(false);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the XML parser of this Java platform cannot refuse document types", e);
        }
    }

    String name() {
        return element.getTagName();
    }

    /** The text at a path of names; empty when there is none. */
    String text(String... path) {
        QimenXml at = this;
        for (String name : path) {
            List<QimenXml> next = at.all(name);
            if (next.isEmpty()) {
                return "";
            }
            at = next.get(0);
        }
        return at.element.getTextContent().strip();
    }

    boolean has(String name) {
        return !all(name).isEmpty();
    }

    /** Its children of that name. */
    List<QimenXml> all(String name) {
        List<QimenXml> found = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(name)) {
                found.add(new QimenXml(document, child));
            }
        }
        return found;
    }

    /** The elements of a list inside it; empty when the list is missing. */
    List<QimenXml> list(String list, String each) {
        return all(list).stream().flatMap(inner -> inner.all(each).stream()).toList();
    }
}
