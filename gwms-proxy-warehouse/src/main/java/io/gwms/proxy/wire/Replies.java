package io.gwms.proxy.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxySession;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpReply;
import io.gwms.transport.HttpVerdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Judges replies where systems agree: what HTTP itself says, what is no number, what a read may call a failure. */
public final class Replies {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private Replies() {}

    /**
     * What the status alone says: a limit, a failure of the server, a stranger; empty when the body decides. A limit that
     * names no time is waited out for a minute.
     */
    public static <T> Optional<Outcome<T>> byStatus(HttpReply reply, ProxySession session) {
        Redactor redactor = session.redactor();
        int status = reply.status();
        if (status == 429) {
            return Optional.of(Outcome.refused(Refusal.temporary(
                    RefusalCode.RATE_LIMITED,
                    JsonReplies.quote(reply, "with too many requests", redactor),
                    waitOf(reply, session.clock().instant()))));
        }
        if (status >= 500 || status == 408) {
            return Optional.of(Outcome.unknown(JsonReplies.quote(reply, "with a failure of the server", redactor)));
        }
        if (status == 401 || status == 403) {
            return Optional.of(Outcome.refused(
                    RefusalCode.NOT_AUTHORIZED, JsonReplies.quote(reply, "without letting us in", redactor)));
        }
        return Optional.empty();
    }

    /** What a header asks to wait, a second at least. */
    private static Duration waitOf(HttpReply reply, Instant now) {
        Duration asked = reply.header("x-retry-after")
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .or(() -> HttpVerdict.retryAfter(reply, now))
                .orElse(A_MINUTE);
        return asked.compareTo(A_SECOND) < 0 ? A_SECOND : asked;
    }

    /** The outcome of a call that only reads: whatever is unclear about it is a failure that may go away. */
    public static <T> Outcome<T> ofRead(Outcome<T> outcome) {
        return outcome.fold(new Outcome.Cases<T, Outcome<T>>() {
            @Override
            public Outcome<T> done(T value) {
                return outcome;
            }

            @Override
            public Outcome<T> refused(Refusal refusal) {
                return outcome;
            }

            @Override
            public Outcome<T> unknown(String cause) {
                return Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, cause));
            }
        });
    }

    /** The outcome, or what a further question makes of its refusal, as many systems have no code for what was the matter. */
    public static <T> Outcome<T> ifRefused(Outcome<T> outcome, Function<Refusal, Outcome<T>> ask) {
        return outcome.fold(new Outcome.Cases<T, Outcome<T>>() {
            @Override
            public Outcome<T> done(T value) {
                return outcome;
            }

            @Override
            public Outcome<T> refused(Refusal refusal) {
                return ask.apply(refusal);
            }

            @Override
            public Outcome<T> unknown(String cause) {
                return outcome;
            }
        });
    }

    /** An answer to a read that cannot be understood: a failure, never a crash and never «nothing there». */
    public static <T> Outcome<T> unreadable(String what, Redactor redactor) {
        return Outcome.refused(Refusal.temporary(
                RefusalCode.PLATFORM_FAILURE,
                "answered what cannot be understood: " + Excerpt.of(what, 1_000, redactor)));
    }

    /** The same question for each element. */
    public static <E, T> List<Outcome<T>> each(List<E> elements, Function<? super E, Outcome<T>> call) {
        return elements.stream().map(call).toList();
    }

    /** A list that every such answer has, though there may be nothing in it. */
    public static JsonNode list(JsonNode node, String name) {
        JsonNode list = node.path(name);
        if (!list.isArray()) {
            throw new IllegalArgumentException("the list '" + name + "' is missing");
        }
        return list;
    }

    /** A text that every such answer has, though it may be nothing. */
    public static String told(JsonNode node, String name) {
        if (!node.has(name)) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return node.path(name).isNull() ? "" : node.path(name).asText("").strip();
    }

    /** A text that every such answer has. */
    public static String text(JsonNode node, String name) {
        String text = told(node, name);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' is empty");
        }
        return text;
    }

    /** A whole number, be it a number or a text; 3.0 is one, 3.5 is not. */
    public static long whole(JsonNode node) {
        return whole(node.asText(""));
    }

    /** A whole number in a text. */
    public static long whole(String text) {
        if (isPlain(text)) {
            return Long.parseLong(text);
        }
        try {
            return new BigDecimal(text.strip()).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text.strip() + "' is no whole number", e);
        }
    }

    /** Whether it is nothing but digits, so few that every such number is a long: nearly all are, and read quicker so. */
    private static boolean isPlain(String text) {
        boolean plain = !text.isEmpty() && text.length() <= 18;
        for (int i = 0; plain && i < text.length(); i++) {
            plain = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return plain;
    }
}
