package io.gwms.testkit.qimen;

import io.gwms.testkit.shelf.Shelf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A delivery order or an entry order as the fake keeps it. Guarded by the fake. */
final class Paper {
    final String id;
    final String code;
    final String warehouse;
    final Map<String, Long> planned = new LinkedHashMap<>();
    final Map<String, Long> actual = new LinkedHashMap<>();
    final Map<String, List<Shelf.Take>> takes = new LinkedHashMap<>();
    final List<Step> processes = new ArrayList<>();
    final Instant dueAt;
    String status = "ACCEPT";
    String expressCode = "";

    @Nullable
    Instant interceptAt;

    @Nullable
    Instant confirmedAt;

    Paper(String id, String code, String warehouse, Instant now, Instant dueAt) {
        this.id = id;
        this.code = code;
        this.warehouse = warehouse;
        this.dueAt = dueAt;
        note(status, now);
    }

    /** What happened to it, and when. */
    record Step(String word, Instant at) {}

    void turn(String word, Instant at) {
        status = word;
        note(word, at);
    }

    /** Something happened that leaves it as it is. */
    void note(String word, Instant at) {
        processes.add(new Step(word, at));
    }

    boolean is(String... anyOf) {
        return List.of(anyOf).contains(status);
    }

    void giveBack() {
        takes.values().forEach(some -> some.forEach(Shelf.Take::giveBack));
    }
}
