package io.gwms.platform.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.SyncCounts;
import io.gwms.ordersync.SyncFailure;
import io.gwms.ordersync.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param stretches what is to be covered, in order, and behind that what is to be read again; empty for order numbers
 * @param fresh how many of the stretches are to be covered; those behind are read again and prove nothing
 * @param planned whether it is known what is to be read again
 * @param at where the run is in its plan
 * @param counts what became of the orders so far
 * @param failures temporary failures in a row
 * @param endedAt when the run ended; null before
 * @param failure why it failed; null unless it did
 */
record SyncProgress(
        Instant startedAt,
        Instant provableTo,
        List<TimeWindow> stretches,
        int fresh,
        boolean planned,
        Place at,
        SyncCounts counts,
        int failures,
        @Nullable Instant endedAt,
        @Nullable SyncFailure failure) {

    /**
     * Where a run is in its plan.
     *
     * @param step the stretch at work, or how many numbers have been looked up
     * @param slice where the slice at work begins; null before the first of a stretch
     * @param cursor where the next page of the slice begins; null for its first
     * @param seen how many orders the pages of the slice had so far
     * @param skipped how many orders had been skipped before the slice, which may be read anew
     * @param anew how often the slice was read anew
     * @param lookedUp the last of the known orders that were looked up again; empty before the first
     * @param brokenTo up to where something is known to be broken that has not been found; null when nothing is
     */
    record Place(
            int step,
            @Nullable Instant slice,
            @Nullable String cursor,
            long seen,
            int skipped,
            int anew,
            String lookedUp,
            @Nullable Instant brokenTo) {
        static final Place START = new Place(0, null, null, 0, 0, 0, "", null);
    }

    static SyncProgress planned(Instant startedAt, Instant provableTo, List<TimeWindow> stretches) {
        return new SyncProgress(
                startedAt,
                provableTo,
                List.copyOf(stretches),
                stretches.size(),
                false,
                Place.START,
                SyncCounts.NONE,
                0,
                null,
                null);
    }

    /** The same, proving no more than up to there. */
    SyncProgress withProvableTo(Instant provableTo) {
        return new SyncProgress(
                startedAt, provableTo, stretches, fresh, planned, at, counts, failures, endedAt, failure);
    }

    /** Everything is covered; these stretches are read again. */
    SyncProgress rereading(List<TimeWindow> again) {
        List<TimeWindow> all = new ArrayList<>(stretches);
        all.addAll(again);
        return new SyncProgress(
                startedAt, provableTo, List.copyOf(all), fresh, true, at, counts, failures, endedAt, failure);
    }

    /** Whether the stretch at work is only read again. */
    boolean isRereading() {
        return at.step() >= fresh;
    }

    /** The page is in; the next one of the slice follows. */
    SyncProgress nextPage(Instant slice, String cursor, int orders, SyncCounts counts) {
        return moved(
                new Place(at.step(), slice, cursor, at.seen() + orders, at.skipped(), at.anew(), "", at.brokenTo()),
                counts);
    }

    /** The slice up to there is in. */
    SyncProgress sliceDone(Instant upTo, SyncCounts counts) {
        boolean stretchDone = !upTo.isBefore(stretches.get(at.step()).to());
        Instant brokenTo = at.brokenTo();
        boolean isStillNarrow = !stretchDone && brokenTo != null && upTo.isBefore(brokenTo);
        return moved(
                new Place(
                        stretchDone ? at.step() + 1 : at.step(),
                        stretchDone ? null : upTo,
                        null,
                        0,
                        counts.skipped(),
                        0,
                        "",
                        isStillNarrow ? brokenTo : null),
                counts);
    }

    /** So many more numbers have been looked up. */
    SyncProgress lookedUp(int numbers, SyncCounts counts) {
        return moved(new Place(at.step() + numbers, null, null, 0, 0, 0, "", null), counts);
    }

    /** Known orders have been looked up again, up to that one. */
    SyncProgress lookedUpAgain(String last, SyncCounts counts) {
        return moved(new Place(at.step(), null, null, 0, 0, 0, last, null), counts);
    }

    private SyncProgress moved(Place to, SyncCounts counts) {
        return new SyncProgress(startedAt, provableTo, stretches, fresh, planned, to, counts, 0, endedAt, failure);
    }

    /** The same place, with more orders in. */
    SyncProgress counting(SyncCounts counts) {
        return new SyncProgress(
                startedAt, provableTo, stretches, fresh, planned, at, counts, failures, endedAt, failure);
    }

    /** The slice at work is read from its first page on: what was written of it is known by then, the rest counts anew. */
    SyncProgress sliceAnew() {
        return anew(new Place(at.step(), at.slice(), null, 0, at.skipped(), at.anew() + 1, "", at.brokenTo()));
    }

    /** Something between the beginning of the slice and that moment is broken; a part of it is read next. */
    SyncProgress brokenUpTo(Instant end) {
        return anew(new Place(at.step(), at.slice(), null, 0, at.skipped(), at.anew(), "", end));
    }

    /** What was broken has been found. */
    SyncProgress found() {
        return moved(
                new Place(at.step(), at.slice(), at.cursor(), at.seen(), at.skipped(), at.anew(), at.lookedUp(), null),
                counts);
    }

    boolean isNarrowing() {
        return at.brokenTo() != null;
    }

    private SyncProgress anew(Place first) {
        SyncCounts before = new SyncCounts(
                counts.created(), counts.updated(), at.skipped(), counts.quarantined(), counts.notFound());
        return new SyncProgress(
                startedAt, provableTo, stretches, fresh, planned, first, before, failures, endedAt, failure);
    }

    SyncProgress failedOnce() {
        return new SyncProgress(
                startedAt, provableTo, stretches, fresh, planned, at, counts, failures + 1, endedAt, failure);
    }

    SyncProgress ended(Instant now, @Nullable SyncFailure failure) {
        return new SyncProgress(startedAt, provableTo, stretches, fresh, planned, at, counts, failures, now, failure);
    }

    /**
     * The progress of a run that is asked for once more after it failed: it goes on where it was, or, when it had not
     * begun, is empty and is planned anew. Any other progress stays what it is.
     */
    Optional<SyncProgress> afterFailure() {
        if (failure == null) {
            return Optional.of(this);
        }
        return at.equals(Place.START)
                ? Optional.empty()
                : Optional.of(
                        new SyncProgress(startedAt, provableTo, stretches, fresh, planned, at, counts, 0, null, null));
    }

    /** What is to be covered, from its beginning to its end. */
    Optional<TimeWindow> dataWindow() {
        return fresh == 0 ? Optional.empty() : Optional.of(stretches.get(0).hull(stretches.get(fresh - 1)));
    }

    String text() {
        ObjectNode node = SyncJson.object();
        node.set("startedAt", SyncJson.of(startedAt));
        node.set("provableTo", SyncJson.of(provableTo));
        var all = node.putArray("stretches");
        stretches.forEach(stretch -> all.add(SyncJson.of(stretch)));
        node.put("fresh", fresh);
        node.put("planned", planned);
        node.put("step", at.step());
        node.set("slice", SyncJson.of(at.slice()));
        node.put("cursor", at.cursor());
        node.put("seen", at.seen());
        node.put("skipped", at.skipped());
        node.put("anew", at.anew());
        node.put("lookedUp", at.lookedUp());
        node.set("brokenTo", SyncJson.of(at.brokenTo()));
        node.putArray("counts")
                .add(counts.created())
                .add(counts.updated())
                .add(counts.skipped())
                .add(counts.quarantined())
                .add(counts.notFound());
        node.put("failures", failures);
        node.set("endedAt", SyncJson.of(endedAt));
        if (failure != null) {
            node.put("family", failure.family().name());
            node.put("code", failure.code());
            node.put("failure", failure.reason());
        }
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
                node.path("fresh").asInt(),
                node.path("planned").asBoolean(),
                new Place(
                        node.path("step").asInt(),
                        SyncJson.instant(node.path("slice")),
                        node.path("cursor").textValue(),
                        node.path("seen").asLong(),
                        node.path("skipped").asInt(),
                        node.path("anew").asInt(),
                        node.path("lookedUp").asText(""),
                        SyncJson.instant(node.path("brokenTo"))),
                new SyncCounts(
                        counts.path(0).asInt(),
                        counts.path(1).asInt(),
                        counts.path(2).asInt(),
                        counts.path(3).asInt(),
                        counts.path(4).asInt()),
                node.path("failures").asInt(),
                SyncJson.instant(node.path("endedAt")),
                node.has("failure")
                        ? new SyncFailure(
                                FailureFamily.valueOf(node.path("family").asText()),
                                node.path("code").asText(),
                                node.path("failure").asText())
                        : null));
    }
}
