package io.gwms.testkit.fourpx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One thing that goes wrong at the fake warehouse, once, at the n-th call of a method. Calls are counted from 1, after
 * the signature was found good. Calls without an effect are not remembered across a restart of the fake.
 *
 * @param kind what happens
 * @param method the API method, such as {@code fu.wms.outbound.create}
 * @param call which call of it
 * @param delay real time for {@link Kind#SLOW}, virtual time for {@link Kind#LATE}; else zero
 * @param code the platform's error code for {@link Kind#ERROR} and {@link Kind#ERROR_AFTER_EFFECT}; else empty
 * @param moves the movements for {@link Kind#STOCK_MOVES}; else empty
 */
public record FourPxFault(Kind kind, String method, int call, Duration delay, String code, List<FourPxStock> moves) {

    private static final String CREATE = "fu.wms.outbound.create";

    /** What goes wrong. */
    public enum Kind {
        /** The effect happens, the connection closes without an answer. */
        LOST_REPLY,
        /** No answer; the order comes into existence only after a list query answered without it. */
        LATE_AFTER_NOT_THERE,
        /** No answer; the order comes into existence only when the virtual delay has passed. */
        LATE,
        /** A platform error instead of the effect. */
        ERROR,
        /** The effect happens, the answer is a platform error all the same. */
        ERROR_AFTER_EFFECT,
        /** HTTP 502 with a page of HTML instead of the effect. */
        BAD_GATEWAY,
        /** The effect happens, the answer is HTTP 502 with a page of HTML. */
        BAD_GATEWAY_AFTER_EFFECT,
        /** The effect happens, the JSON of the answer stops in the middle. */
        TRUNCATED_JSON,
        /** The effect happens, the answer is HTTP 200 with nothing in it. */
        EMPTY_BODY,
        /** The effect happens, the answer comes late in real time. */
        SLOW,
        /** The effect happens, the answer has result "2" with an error; a list lacks its last row. */
        PARTIAL,
        /** Right after this page was answered, stock moves. */
        STOCK_MOVES;

        boolean replacesTheCall() {
            return this == ERROR || this == BAD_GATEWAY;
        }

        boolean isLate() {
            return this == LATE || this == LATE_AFTER_NOT_THERE;
        }
    }

    /** Copies the movements; refuses a call number below 1 and a late execution of anything but an outbound create. */
    public FourPxFault {
        moves = List.copyOf(moves);
        if (call < 1) {
            throw new IllegalArgumentException("call is " + call + ", but must be 1 or more; 1 is the first call");
        }
        if (kind.isLate() && !method.equals(CREATE)) {
            throw new IllegalArgumentException("method is " + method + ", but only " + CREATE + " is executed late");
        }
    }

    /** A fault that needs nothing but its place. */
    public static FourPxFault of(Kind kind, String method, int call) {
        return new FourPxFault(kind, method, call, Duration.ZERO, "", List.of());
    }

    /** The reply to the n-th outbound create is lost; the order exists. */
    public static FourPxFault loseReplyOfCreate(int call) {
        return of(Kind.LOST_REPLY, CREATE, call);
    }

    /** The reply to the n-th outbound create is lost; the order exists only after a look-up answered «not there». */
    public static FourPxFault executeCreateAfterNotThere(int call) {
        return of(Kind.LATE_AFTER_NOT_THERE, CREATE, call);
    }

    /** The reply to the n-th outbound create is lost; the order exists only after a virtual delay. */
    public static FourPxFault executeCreateLate(int call, Duration virtualDelay) {
        return new FourPxFault(Kind.LATE, CREATE, call, virtualDelay, "", List.of());
    }

    /** Too many requests: 000017, nothing happened. */
    public static FourPxFault throttle(String method, int call) {
        return platformError(method, call, "000017");
    }

    /** A platform error such as 000020 or 000024; nothing happened. */
    public static FourPxFault platformError(String method, int call, String code) {
        return new FourPxFault(Kind.ERROR, method, call, Duration.ZERO, code, List.of());
    }

    /** A platform error such as 000020, though the effect happened. */
    public static FourPxFault platformErrorAfterEffect(String method, int call, String code) {
        return new FourPxFault(Kind.ERROR_AFTER_EFFECT, method, call, Duration.ZERO, code, List.of());
    }

    /** An answer that takes this much real time; the effect comes first. */
    public static FourPxFault slow(String method, int call, Duration realDelay) {
        return new FourPxFault(Kind.SLOW, method, call, realDelay, "", List.of());
    }

    /** Stock that moves right after the n-th page was answered. */
    public static FourPxFault stockMovesAfter(String method, int call, FourPxStock... moves) {
        return new FourPxFault(Kind.STOCK_MOVES, method, call, Duration.ZERO, "", List.of(moves));
    }

    FourPxFault laterBy(int calls) {
        return new FourPxFault(kind, method, call + calls, delay, code, moves);
    }

    ObjectNode toJson() {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind.name())
                .put("method", method)
                .put("call", call)
                .put("delay", delay.toString())
                .put("code", code);
        var rows = json.putArray("moves");
        moves.forEach(move -> rows.add(move.toJson()));
        return json;
    }

    static FourPxFault fromJson(JsonNode json) {
        return new FourPxFault(
                Kind.valueOf(json.path("kind").asText()),
                json.path("method").asText(CREATE),
                json.path("call").asInt(1),
                Duration.parse(json.path("delay").asText("PT0S")),
                json.path("code").asText(""),
                StreamSupport.stream(json.path("moves").spliterator(), false)
                        .map(FourPxStock::fromJson)
                        .toList());
    }
}
