package io.gwms.testkit.http;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What goes wrong at a fake, each once, at the n-th call of an operation. A fake names its operations and plays each call
 * through {@link #play}; a test says beforehand, or between two calls, what is to happen.
 *
 * <p>Calls are counted from 1, after the fake let the caller in. <b>Threads:</b> shared.
 */
public final class CallFaults {
    private final List<Planned> planned = new ArrayList<>();
    private final Map<String, Integer> calls = new HashMap<>();

    private CallFaults() {}

    /** Nothing goes wrong until a test says so. */
    public static CallFaults none() {
        return new CallFaults();
    }

    /** The ways in which every system can fail. */
    public enum Kind {
        /** The effect happens, the connection closes without an answer. */
        LOST_REPLY,
        /** The effect happens, the answer stops in the middle as if it were whole. */
        TRUNCATED,
        /** The effect happens, the answer is HTTP 200 with nothing in it. */
        EMPTY_BODY,
        /** HTTP 502 with a page of HTML instead of the effect. */
        BAD_GATEWAY,
        /** The effect happens, the answer is HTTP 502 with a page of HTML. */
        BAD_GATEWAY_AFTER_EFFECT
    }

    private static final FakeReply GATEWAY = FakeReply.of(
            502, "text/html", "<html><head><title>502 Bad Gateway</title></head><body><hr>nginx</body></html>");

    /** The n-th call of that operation goes wrong in that way. */
    public CallFaults at(String operation, int call, Kind kind) {
        requireNonNull(kind, "kind");
        return plan(operation, call, effect -> spoiled(kind, effect));
    }

    /** The n-th call of that operation is answered like this and has no effect. */
    public CallFaults answer(String operation, int call, FakeReply instead) {
        requireNonNull(instead, "instead");
        return plan(operation, call, effect -> instead);
    }

    /** The n-th call of that operation has its effect and is answered like this. */
    public CallFaults answerAfterEffect(String operation, int call, FakeReply instead) {
        requireNonNull(instead, "instead");
        return plan(operation, call, effect -> {
            var unused = effect.get();
            return instead;
        });
    }

    /** Right after the n-th call of that operation was answered, this happens: stock moves, time passes. */
    public CallFaults after(String operation, int call, Runnable then) {
        requireNonNull(then, "then");
        return plan(operation, call, effect -> {
            FakeReply reply = effect.get();
            then.run();
            return reply;
        });
    }

    /** How often that operation was called so far. */
    public synchronized int calls(String operation) {
        return calls.getOrDefault(operation, 0);
    }

    /** Counts a call of that operation and answers it by its effect, unless something goes wrong. */
    public FakeReply play(String operation, Supplier<FakeReply> effect) {
        Supplier<FakeReply> whole = effect;
        for (Way way : due(operation)) {
            Supplier<FakeReply> inner = whole;
            whole = () -> way.play(inner);
        }
        return whole.get();
    }

    private synchronized List<Way> due(String operation) {
        int call = calls.merge(operation, 1, Integer::sum);
        return planned.stream()
                .filter(each -> each.operation.equals(operation) && each.call == call)
                .map(Planned::way)
                .toList();
    }

    private synchronized CallFaults plan(String operation, int call, Way way) {
        if (call < 1) {
            throw new IllegalArgumentException("call is " + call + ", but must be 1 or more; 1 is the first call");
        }
        planned.add(new Planned(requireNonNull(operation, "operation"), call, way));
        return this;
    }

    private static FakeReply spoiled(Kind kind, Supplier<FakeReply> effect) {
        if (kind == Kind.BAD_GATEWAY) {
            return GATEWAY;
        }
        FakeReply reply = effect.get();
        return switch (kind) {
            case LOST_REPLY -> FakeReply.lost();
            case TRUNCATED -> FakeReply.of(reply.status(), contentType(reply), firstHalf(reply.bodyText()));
            case EMPTY_BODY -> FakeReply.of(200, contentType(reply), "");
            case BAD_GATEWAY, BAD_GATEWAY_AFTER_EFFECT -> GATEWAY;
        };
    }

    private static String contentType(FakeReply reply) {
        return reply.headers().getOrDefault("Content-Type", "text/plain");
    }

    private static String firstHalf(String text) {
        return text.substring(0, text.length() / 2);
    }

    private record Planned(String operation, int call, Way way) {}

    private interface Way {
        FakeReply play(Supplier<FakeReply> effect);
    }
}
