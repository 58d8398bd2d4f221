package io.gwms.internal.json;

/**
 * Writes one document, field by field, as compact JSON. Names of fields are ours and hold nothing that JSON would have to
 * escape. One thread.
 */
final class JsonText {
    private static final String HEX = "0123456789ABCDEF";
    private static final char LAST_BEFORE_SURROGATES = '\uD7FF';

    private final StringBuilder out;
    private boolean follows;
    private boolean rare;

    /** About so many characters are expected; more take longer. */
    JsonText(int characters) {
        this.out = new StringBuilder(characters);
    }

    void startObject() {
        next();
        out.append('{');
        follows = false;
    }

    void endObject() {
        out.append('}');
        follows = true;
    }

    void startList(String name) {
        name(name);
        out.append('[');
    }

    void endList() {
        out.append(']');
        follows = true;
    }

    /** The name of the field that comes next. */
    void name(String name) {
        next();
        out.append('"').append(name).append("\":");
        follows = false;
    }

    void text(String name, String value) {
        name(name);
        text(value);
    }

    void number(String name, long value) {
        name(name);
        out.append(value);
        follows = true;
    }

    /** A field whose name is not ours, for example the id of a line. */
    void entry(String name, long value) {
        text(name);
        out.append(':').append(value);
    }

    void flag(String name, boolean value) {
        name(name);
        out.append(value);
        follows = true;
    }

    /** An element of a list, or the value of the field just named. */
    void text(String value) {
        next();
        out.append('"');
        int plainFrom = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(value, plainFrom, i);
                escape(c);
                plainFrom = i + 1;
            } else if (c > LAST_BEFORE_SURROGATES) {
                rare |= Character.isSurrogate(c);
            }
        }
        out.append(value, plainFrom, value.length()).append('"');
    }

    private void escape(char c) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            default -> {
                rare |= c == 0;
                out.append("u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            }
        }
    }

    private void next() {
        if (follows) {
            out.append(',');
        }
        follows = true;
    }

    /** Whether a NUL or a surrogate is in it, so that somebody should look whether a database can hold it. */
    boolean isRare() {
        return rare;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
