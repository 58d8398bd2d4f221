package io.gwms.samples.quickstart;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A table in plain text: columns as wide as their widest cell, lines cut where they would get longer than the terminal says
 * (COLUMNS in the environment), 118 characters unless it does.
 */
final class TextTable {
    private static final int WIDTH = Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "118"));
    private static final String GAP = "  ";

    private final String title;
    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    private TextTable(String title, List<String> head) {
        this.title = title;
        this.head = head;
    }

    static TextTable of(String title, String... head) {
        return new TextTable(title, List.of(head));
    }

    TextTable row(Object... cells) {
        var row = new ArrayList<String>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell).replace('\n', ' '));
        }
        if (row.size() != head.size()) {
            throw new IllegalArgumentException("row has " + row.size() + " cells, but must have one for each of " + head);
        }
        rows.add(row);
        return this;
    }

    void print(PrintStream out) {
        int[] widths = widths();
        out.println();
        out.println("== " + title);
        out.println(line(head, widths));
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private int[] widths() {
        int[] widths = new int[head.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = head.get(column).length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            boolean last = column == widths.length - 1;
            line.append(cell);
            if (!last) {
                line.append(" ".repeat(widths[column] - cell.length())).append(GAP);
            }
        }
        String whole = line.toString().stripTrailing();
        return whole.length() <= WIDTH ? whole : whole.substring(0, WIDTH - 1) + "…";
    }
}
