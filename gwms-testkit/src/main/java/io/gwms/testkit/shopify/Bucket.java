package io.gwms.testkit.shopify;

import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The points a caller may spend: a bucket that refills on the virtual clock. */
final class Bucket {
    private final VirtualClock clock;
    private final int size;
    private final int perSecond;
    private double points;
    private Instant at;

    Bucket(VirtualClock clock, int size, int perSecond) {
        this.clock = clock;
        this.size = size;
        this.perSecond = perSecond;
        this.points = size;
        this.at = clock.instant();
    }

    boolean affords(int cost) {
        refill();
        return points >= cost;
    }

    void spend(int cost) {
        refill();
        points = Math.max(0, points - cost);
    }

    /** The cost block of an answer; a query that was not run has no actual cost. */
    Map<String, @Nullable Object> report(int requested, @Nullable Integer actual) {
        refill();
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("maximumAvailable", size);
        status.put("currentlyAvailable", (int) points);
        status.put("restoreRate", perSecond);
        Map<String, @Nullable Object> cost = new LinkedHashMap<>();
        cost.put("requestedQueryCost", requested);
        cost.put("actualQueryCost", actual);
        cost.put("throttleStatus", status);
        return cost;
    }

    private void refill() {
        Instant now = clock.instant();
        points = Math.min(size, points + Duration.between(at, now).toMillis() * perSecond / 1000.0);
        at = now;
    }
}
