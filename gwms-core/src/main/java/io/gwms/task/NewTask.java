package io.gwms.task;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task to be created in the same commit as the change that needs it. Immutable.
 *
 * <p>Of one type and key at most one live task exists: creating it again gives the one that is there.
 */
public final class NewTask {
    private final TaskType type;
    private final String key;
    private final BusinessType businessType;
    private final String businessNo;
    private final Instant createdAt;
    private final Instant dueAt;
    private final @Nullable TaskRoute route;
    private final String payload;

    private NewTask(
            TaskType type,
            String key,
            BusinessType businessType,
            String businessNo,
            Instant createdAt,
            Instant dueAt,
            @Nullable TaskRoute route,
            String payload) {
        this.type = requireNonNull(type, "type");
        this.key = Require.text(key, "key");
        this.businessType = requireNonNull(businessType, "businessType");
        this.businessNo = Require.text(businessNo, "businessNo");
        this.createdAt = requireNonNull(createdAt, "createdAt");
        this.dueAt = requireNonNull(dueAt, "dueAt");
        this.route = route;
        this.payload = requireNonNull(payload, "payload");
    }

    /**
     * A task due at once.
     *
     * @param type what it is for
     * @param key stable key of the effect: the same effect always has the same one
     * @param businessType what kind of object it is about
     * @param businessNo the number people know that object by
     * @param now when it is created, and due
     */
    public static NewTask of(TaskType type, String key, BusinessType businessType, String businessNo, Instant now) {
        return new NewTask(type, key, businessType, businessNo, now, now, null, "");
    }

    /** The same, due at another time. */
    public NewTask dueAt(Instant dueAt) {
        return new NewTask(type, key, businessType, businessNo, createdAt, dueAt, route, payload);
    }

    /** The same, for a warehouse. */
    public NewTask route(TaskRoute route) {
        return new NewTask(
                type, key, businessType, businessNo, createdAt, dueAt, requireNonNull(route, "route"), payload);
    }

    /** The same, with what its handler needs to know; at most 64 KiB, no secrets. */
    public NewTask payload(String payload) {
        Require.that(payload.length() <= 65_536, "payload length", payload.length(), "at most 65536 characters");
        return new NewTask(type, key, businessType, businessNo, createdAt, dueAt, route, payload);
    }

    /** What it is for. */
    public TaskType type() {
        return type;
    }

    /** The stable key of its effect. */
    public String key() {
        return key;
    }

    /** What kind of object it is about. */
    public BusinessType businessType() {
        return businessType;
    }

    /** The number people know that object by. */
    public String businessNo() {
        return businessNo;
    }

    /** When it is created. */
    public Instant createdAt() {
        return createdAt;
    }

    /** When it is due first. */
    public Instant dueAt() {
        return dueAt;
    }

    /** The warehouse it is for, where it is for one. */
    public Optional<TaskRoute> route() {
        return Optional.ofNullable(route);
    }

    /** What its handler needs to know. */
    public String payload() {
        return payload;
    }
}
