package io.gwms.platform.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.OrderListing.Listed;
import io.gwms.platform.census.CensusReport;
import io.gwms.platform.census.CensusReport.Found;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How far a census has come, and what it found: the checkpoint of its task, small whatever it finds.
 *
 * @param takenAt when it began
 * @param window what it looks at
 * @param at where it goes on
 * @param listed how many orders were listed
 * @param runs the runs it asked for, the first ones
 */
record CensusProgress(
        Instant takenAt,
        TimeWindow window,
        Instant at,
        long listed,
        Found missing,
        Found differing,
        Found extra,
        List<String> runs) {
    private static final int MOST_RUNS = 100;
    private static final Found NONE = new Found(0, List.of());

    static CensusProgress begun(Instant now, TimeWindow window) {
        return new CensusProgress(now, window, window.from(), 0, NONE, NONE, NONE, List.of());
    }

    boolean isOver() {
        return !at.isBefore(window.to());
    }

    /** The stretch up to there is compared. */
    CensusProgress compared(Instant upTo, DayComparison found, List<SyncRunId> more) {
        return new CensusProgress(
                takenAt,
                window,
                upTo,
                listed + found.listed(),
                added(missing, DayComparison.names(found.missing(), Listed::number)),
                added(differing, DayComparison.names(found.differing(), Listed::number)),
                added(
                        extra,
                        DayComparison.names(
                                found.extra(), order -> order.platform().number())),
                Stream.concat(runs.stream(), more.stream().map(SyncRunId::value))
                        .distinct()
                        .limit(MOST_RUNS)
                        .toList());
    }

    private static Found added(Found sofar, List<String> numbers) {
        return new Found(
                sofar.count() + numbers.size(),
                Stream.concat(sofar.numbers().stream(), numbers.stream())
                        .limit(Found.MOST_NAMED)
                        .toList());
    }

    CensusReport report(StoreId store, OrderKind kind) {
        return new CensusReport(
                store,
                kind,
                takenAt,
                window,
                listed,
                missing,
                differing,
                extra,
                runs.stream().map(SyncRunId::new).toList());
    }

    String text() {
        ObjectNode node = SyncJson.object();
        node.set("takenAt", SyncJson.of(takenAt));
        node.set("window", SyncJson.of(window));
        node.set("at", SyncJson.of(at));
        node.put("listed", listed);
        write(node.putObject("missing"), missing);
        write(node.putObject("differing"), differing);
        write(node.putObject("extra"), extra);
        runs.forEach(node.putArray("runs")::add);
        return node.toString();
    }

    private static void write(ObjectNode node, Found found) {
        node.put("count", found.count());
        found.numbers().forEach(node.putArray("numbers")::add);
    }

    static Optional<CensusProgress> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        JsonNode node = SyncJson.parse(text);
        return Optional.of(new CensusProgress(
                SyncJson.neededInstant(node.path("takenAt")),
                SyncJson.window(node.path("window")),
                SyncJson.neededInstant(node.path("at")),
                node.path("listed").asLong(),
                found(node.path("missing")),
                found(node.path("differing")),
                found(node.path("extra")),
                texts(node.path("runs"))));
    }

    private static Found found(JsonNode node) {
        return new Found(node.path("count").asLong(), texts(node.path("numbers")));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public String toString() {
        return listed + " orders listed, " + missing.count() + " missing, " + differing.count() + " differing, "
                + extra.count() + " extra";
    }
}
