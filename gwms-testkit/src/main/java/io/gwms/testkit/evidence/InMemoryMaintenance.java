package io.gwms.testkit.evidence;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.Erasure;
import io.gwms.evidence.PurgeNote;
import io.gwms.evidence.PurgeNote.What;
import io.gwms.evidence.Retention;
import io.gwms.evidence.StatusClass;
import io.gwms.internal.Require;
import io.gwms.internal.StoredForm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Retention and erasure of a log in memory. Shared by threads. */
final class InMemoryMaintenance implements ApiCallMaintenance {
    private static final long ROW_BYTES = 600;

    private final InMemoryApiCalls log;
    private final List<PurgeNote> notes = new ArrayList<>();
    private final Set<String> erased = new HashSet<>();

    InMemoryMaintenance(InMemoryApiCalls log) {
        this.log = log;
    }

    @Override
    public Optional<PurgeNote> purge(Retention retention, Instant now, int limit) {
        Require.that(limit >= 1 && limit <= 10_000, "limit", limit, "1 to 10000");
        synchronized (log) {
            return calls(InMemoryMaintenance::isGreen, retention.calls(), now, limit)
                    .or(() -> calls(call -> !isGreen(call), retention.failedCalls(), now, limit))
                    .or(() -> contents(InMemoryMaintenance::isGreen, retention.contents(), now, limit))
                    .or(() -> contents(call -> !isGreen(call), retention.failedContents(), now, limit))
                    .or(() -> bySize(retention, now, limit));
        }
    }

    /** Whether that call was erased. */
    boolean hasErased(String id) {
        return erased.contains(id);
    }

    private Optional<PurgeNote> calls(Predicate<ApiCall> which, Duration kept, Instant now, int limit) {
        return remove(What.CALLS, "older than " + kept, now, oldest(which.and(before(now, kept)), limit));
    }

    private Optional<PurgeNote> contents(Predicate<ApiCall> which, Duration kept, Instant now, int limit) {
        return remove(
                What.CONTENTS,
                "older than " + kept,
                now,
                oldest(which.and(before(now, kept)).and(InMemoryMaintenance::hasContents), limit));
    }

    private Optional<PurgeNote> bySize(Retention retention, Instant now, int limit) {
        long excess = log.calls.values().stream()
                        .mapToLong(InMemoryMaintenance::bytes)
                        .sum()
                - retention.bytes();
        if (excess <= 0) {
            return Optional.empty();
        }
        String reason = "over " + retention.bytes() + " bytes";
        Predicate<ApiCall> green = InMemoryMaintenance::isGreen;
        Predicate<ApiCall> full = InMemoryMaintenance::hasContents;
        return remove(What.CONTENTS, reason, now, enough(excess, oldest(green.and(full), limit)))
                .or(() -> remove(What.CONTENTS, reason, now, enough(excess, oldest(full, limit))))
                .or(() -> remove(What.CALLS, reason, now, enough(excess, oldest(green, limit))))
                .or(() -> remove(What.CALLS, reason, now, enough(excess, oldest(call -> true, limit))));
    }

    @Override
    public List<PurgeNote> erase(Erasure request, Instant now) {
        synchronized (log) {
            return remove(
                            What.ERASED,
                            request.reason(),
                            now,
                            oldest(call -> !erased.contains(call.id()) && request.concerns(call), Integer.MAX_VALUE))
                    .map(List::of)
                    .orElse(List.of());
        }
    }

    @Override
    public List<PurgeNote> notes(int limit) {
        synchronized (log) {
            List<PurgeNote> newest = new ArrayList<>(notes);
            Collections.reverse(newest);
            return newest.stream().limit(limit).toList();
        }
    }

    private Optional<PurgeNote> remove(What what, String reason, Instant now, List<ApiCall> victims) {
        if (victims.isEmpty()) {
            return Optional.empty();
        }
        for (ApiCall call : victims) {
            switch (what) {
                case CONTENTS -> log.calls.put(call.id(), call.purged());
                case CALLS -> log.calls.remove(call.id());
                case ERASED -> {
                    log.calls.put(call.id(), call.erased());
                    erased.add(call.id());
                }
            }
        }
        PurgeNote note = StoredForm.of(new PurgeNote(
                notes.size() + 1L,
                now,
                what,
                reason,
                victims.get(0).createdAt(),
                victims.get(victims.size() - 1).createdAt(),
                victims.size(),
                victims.stream().mapToLong(InMemoryMaintenance::bytes).sum()));
        notes.add(note);
        return Optional.of(note);
    }

    private List<ApiCall> oldest(Predicate<ApiCall> which, int limit) {
        return log.calls.values().stream()
                .filter(which)
                .sorted(InMemoryApiCalls.NEWEST_FIRST.reversed())
                .limit(limit)
                .toList();
    }

    private static List<ApiCall> enough(long excess, List<ApiCall> oldest) {
        long freed = 0;
        List<ApiCall> enough = new ArrayList<>();
        for (ApiCall call : oldest) {
            if (freed >= excess) {
                break;
            }
            freed += bytes(call);
            enough.add(call);
        }
        return enough;
    }

    private static Predicate<ApiCall> before(Instant now, Duration kept) {
        Instant horizon = StoredForm.of(now.minus(kept));
        return call -> call.createdAt().isBefore(horizon);
    }

    private static boolean isGreen(ApiCall call) {
        return call.statusClass() == StatusClass.GREEN;
    }

    private static boolean hasContents(ApiCall call) {
        return contentBytes(call) > 0;
    }

    private static long bytes(ApiCall call) {
        return ROW_BYTES + contentBytes(call);
    }

    private static long contentBytes(ApiCall call) {
        return bytes(call.requestBody())
                + bytes(call.responseBody())
                + call.requestHeaders().stream().mapToLong(String::length).sum()
                + call.responseHeaders().stream().mapToLong(String::length).sum()
                + call.attempts().stream()
                        .mapToLong(attempt -> attempt.url().length())
                        .sum();
    }

    private static long bytes(CapturedBody body) {
        return body.text().length();
    }
}
