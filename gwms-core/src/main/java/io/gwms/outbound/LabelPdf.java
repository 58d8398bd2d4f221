package io.gwms.outbound;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.util.Arrays;

/**
 * A shipping label as a person uploaded it, for a parcel the buyer fetches (platform-orders, section
 * 2.4). Its size and kind are judged by the dispatch that brings it. Immutable; kept apart from its
 * outbound order, which is read far more often.
 */
public final class LabelPdf {
    private final String fileName;
    private final byte[] content;

    /** A label of that file name, which is for people, and that content. */
    public LabelPdf(String fileName, byte[] content) {
        this.fileName = Require.text(fileName, "fileName");
        this.content = requireNonNull(content, "content").clone();
    }

    /** The name of the file. */
    public String fileName() {
        return fileName;
    }

    /** What is in it. */
    public byte[] content() {
        return content.clone();
    }

    /** How many bytes it has. */
    public int size() {
        return content.length;
    }

    /** Whether it begins as a PDF file does, with {@code %PDF-}. */
    public boolean looksLikePdf() {
        return content.length >= 5
                && content[0] == '%'
                && content[1] == 'P'
                && content[2] == 'D'
                && content[3] == 'F'
                && content[4] == '-';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelPdf label
                && fileName.equals(label.fileName)
                && Arrays.equals(content, label.content);
    }

    @Override
    public int hashCode() {
        return 31 * fileName.hashCode() + Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "LabelPdf[" + fileName + ", " + content.length + " bytes]";
    }
}
