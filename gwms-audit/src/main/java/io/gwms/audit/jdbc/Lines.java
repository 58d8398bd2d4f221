package io.gwms.audit.jdbc;

import java.util.ArrayList;
import java.util.List;

/** A list of texts in one column, one a line; a line break within a text, which HTTP forbids, is escaped. */
final class Lines {
    private Lines() {}

    static String joined(List<String> texts) {
        StringBuilder joined = new StringBuilder();
        for (String text : texts) {
            joined.append(text.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        }
        return joined.toString();
    }

    static List<String> split(String joined) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < joined.length(); i++) {
            char c = joined.charAt(i);
            if (c == '\n') {
                texts.add(text.toString());
                text.setLength(0);
            } else if (c == '\\') {
                i++;
                text.append(joined.charAt(i) == 'n' ? '\n' : joined.charAt(i));
            } else {
                text.append(c);
            }
        }
        return texts;
    }
}
