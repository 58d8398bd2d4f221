package io.gwms.samples.quickstart;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What must be the same in the tables of every run: all of them but times, durations, generated ids and attempt counts.
 * Rounds of tasks and calls are attempts, so their rows and sums do not count; that every call is recorded is a claim of
 * its own.
 */
final class Essence {
    private static final List<String> ATTEMPTS = List.of("round", "call");

    private Essence() {}

    static String of(String output) {
        int from = output.indexOf("== Order sync log");
        if (from < 0) {
            return "no tables in: " + output;
        }
        var kept = new StringBuilder();
        boolean calls = false;
        boolean overview = false;
        for (String line : output.substring(from).lines().toList()) {
            if (line.startsWith("== ")) {
                calls = line.startsWith("== API log");
                overview = line.startsWith("== Tasks, in all");
            }
            String[] cells = line.split(" {2,}");
            if (calls || (cells.length > 1 && ATTEMPTS.contains(cells[1].strip()))) {
                continue;
            }
            kept.append(plain(overview ? withoutTheLast(cells) : String.join(" | ", cells))).append('\n');
        }
        return kept.toString();
    }

    private static String withoutTheLast(String[] cells) {
        return List.of(cells).subList(0, Math.max(1, cells.length - 1)).stream().collect(Collectors.joining(" | "));
    }

    private static String plain(String text) {
        return text.replaceAll("\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "<time>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>")
                .replaceAll("(OC|SH)\\d{6,}", "<id>")
                .replaceAll("gid://shopify/Fulfillment/\\d+", "<id>")
                .replaceAll("(-?\\d+) HTTP calls were made by this run, \\1 are", "<calls>")
                .replaceAll("each of the \\d+ calls", "each of the <calls>");
    }
}
