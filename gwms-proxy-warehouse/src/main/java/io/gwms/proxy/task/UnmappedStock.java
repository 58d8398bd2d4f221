package io.gwms.proxy.task;

import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.reconcile.Rule;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * SKUs that hold stock at a proxy warehouse and stand for none here, as the checkpoint of the inventory task keeps them
 * that saw them.
 *
 * @param pieces how many pieces over there, by their names there
 */
record UnmappedStock(Map<String, Long> pieces) {
    private static final String MARK = "unmapped=";

    UnmappedStock {
        pieces = new TreeMap<>(pieces);
    }

    static UnmappedStock of(List<ReconcileLine> lines) {
        Map<String, Long> pieces = new TreeMap<>();
        lines.forEach(line -> add(line, pieces));
        return new UnmappedStock(pieces);
    }

    /** Adds what that line tells to the pieces, by their names over there. */
    static void add(ReconcileLine line, Map<String, Long> pieces) {
        if (line.remote() > 0 && line.rule().equals(Rule.UNMAPPED_SKU.name())) {
            pieces.merge(line.proxySku(), line.remote(), Math::addExact);
        }
    }

    /** What a checkpoint tells of them. */
    static UnmappedStock in(String checkpoint) {
        Map<String, Long> pieces = new TreeMap<>();
        checkpoint
                .lines()
                .filter(line -> isOne(line) && line.length() > MARK.length())
                .flatMap(line -> List.of(line.substring(MARK.length()).split(",")).stream())
                .map(each -> each.split(":", 2))
                .forEach(each ->
                        pieces.put(URLDecoder.decode(each[0], StandardCharsets.UTF_8), Long.parseLong(each[1])));
        return new UnmappedStock(pieces);
    }

    /** Whether a line of a checkpoint tells of them. */
    static boolean isOne(String line) {
        return line.startsWith(MARK);
    }

    /** What to commit: one line; empty when there are none. */
    String text() {
        return pieces.isEmpty()
                ? ""
                : pieces.entrySet().stream()
                        .map(each -> URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8) + ":" + each.getValue())
                        .collect(Collectors.joining(",", MARK, ""));
    }

    /** At most so many of them in words. */
    List<String> words(int most) {
        return pieces.entrySet().stream()
                .map(each -> each.getKey() + " with " + each.getValue())
                .limit(most)
                .toList();
    }
}
