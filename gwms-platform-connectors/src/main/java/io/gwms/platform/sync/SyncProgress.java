package io.gwms.platform.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.ordersync.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come: the checkpoint of its task. Small whatever the run brings; the numbers of the
 * orders are in the log.
 *
 * @param startedAt when the run began; its plan is as of then
 * @param provableTo up to where the platform can vouch for completeness: the beginning by the clock that is behind, less the lag
 * @param stretches what is to be covered, in order; empty for order numbers
 * @param step the stretch at work, or how many numbers have been looked up
 * @param at where the slice at work begins; null before the first of a stretch
 * @param cursor where the next page of the slice begins; null for its first
 * @param counts what became of the orders so far
 * @param failures temporary failures in a row
 * @param paused whether the last round ended by itself, so that nothing behind the checkpoint was committed
 * @param endedAt when the run ended; null before
 * @param failure why it failed; empty unless it did
 */
record SyncProgress(
        Instant startedAt,
        Instant provableTo,
        List<TimeWindow> stretches,
        int step,
        @Nullable Instant at,
        @Nullable String cursor,
        Counts counts,
        int failures,
        boolean paused,
        @Nullable Instant endedAt,
        String failure) {

    /** How many orders ended how. */
    record Counts(int created, int updated, int skipped, int quarantined) {
        static final Counts NONE = new Counts(0, 0, 0, 0);
    }

    static SyncProgress planned(Instant startedAt, Instant provableTo, List<TimeWindow> stretches) {
        return new SyncProgress(
                startedAt, provableTo, List.copyOf(stretches), 0, null, null, Counts.NONE, 0, false, null, "");
    }

    /** The same, proving no more than up to there. */
    SyncProgress withProvableTo(Instant provableTo) {
        return new SyncProgress(
                startedAt, provableTo, stretches, step, at, cursor, counts, failures, paused, endedAt, failure);
    }

    /** The page is in; the next one of the slice follows. */
    SyncProgress nextPage(Instant at, String cursor, Counts counts) {
        return new SyncProgress(startedAt, provableTo, stretches, step, at, cursor, counts, 0, false, endedAt, failure);
    }

    /** The slice up to there is in. */
    SyncProgress sliceDone(Instant upTo, Counts counts) {
        boolean stretchDone = !upTo.isBefore(stretches.get(step).to());
        return new SyncProgress(
                startedAt,
                provableTo,
                stretches,
                stretchDone ? step + 1 : step,
                stretchDone ? null : upTo,
                null,
                counts,
                0,
                false,
                endedAt,
                failure);
    }

    /** So many more numbers have been looked up. */
    SyncProgress lookedUp(int numbers, Counts counts) {
        return new SyncProgress(
                startedAt, provableTo, stretches, step + numbers, null, null, counts, 0, false, endedAt, failure);
    }

    SyncProgress failedOnce() {
        return new SyncProgress(
                startedAt, provableTo, stretches, step, at, cursor, counts, failures + 1, true, endedAt, failure);
    }

    /** The round ends here by itself. */
    SyncProgress withPaused(boolean paused) {
        return new SyncProgress(
                startedAt, provableTo, stretches, step, at, cursor, counts, failures, paused, endedAt, failure);
    }

    SyncProgress ended(Instant now, String failure) {
        return new SyncProgress(
                startedAt, provableTo, stretches, step, at, cursor, counts, failures, true, now, failure);
    }

    /**
     * The progress of a run that is asked for once more after it failed: it goes on where it was, or, when it had not
     * begun, is empty and is planned anew. Any other progress stays what it is.
     */
    Optional<SyncProgress> afterFailure() {
        if (failure.isEmpty()) {
            return Optional.of(this);
        }
        boolean begun = step > 0 || at != null || cursor != null;
        return begun
                ? Optional.of(
                        new SyncProgress(startedAt, provableTo, stretches, step, at, cursor, counts, 0, true, null, ""))
                : Optional.empty();
    }

    Optional<TimeWindow> dataWindow() {
        if (stretches.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TimeWindow(
                stretches.get(0).from(), stretches.get(stretches.size() - 1).to()));
    }

    String text() {
        ObjectNode node = SyncJson.object();
        node.set("startedAt", SyncJson.of(startedAt));
        node.set("provableTo", SyncJson.of(provableTo));
        var all = node.putArray("stretches");
        stretches.forEach(stretch -> all.add(SyncJson.of(stretch)));
        node.put("step", step);
        node.set("at", SyncJson.of(at));
        node.put("cursor", cursor);
        node.putArray("counts")
                .add(counts.created())
                .add(counts.updated())
                .add(counts.skipped())
                .add(counts.quarantined());
        node.put("failures", failures);
        node.put("paused", paused);
        node.set("endedAt", SyncJson.of(endedAt));
        node.put("failure", failure);
        return node.toString();
    }

    /** Reads what {@link #text} wrote; empty for a run that has not begun. */
    static Optional<SyncProgress> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        JsonNode node = SyncJson.parse(text);
        JsonNode counts = node.path("counts");
        return Optional.of(new SyncProgress(
                SyncJson.neededInstant(node.path("startedAt")),
                SyncJson.neededInstant(node.path("provableTo")),
                StreamSupport.stream(node.path("stretches").spliterator(), false)
                        .map(SyncJson::window)
                        .toList(),
                node.path("step").asInt(),
                SyncJson.instant(node.path("at")),
                node.path("cursor").textValue(),
                new Counts(
                        counts.path(0).asInt(),
                        counts.path(1).asInt(),
                        counts.path(2).asInt(),
                        counts.path(3).asInt()),
                node.path("failures").asInt(),
                node.path("paused").asBoolean(),
                SyncJson.instant(node.path("endedAt")),
                node.path("failure").asText("")));
    }
}
