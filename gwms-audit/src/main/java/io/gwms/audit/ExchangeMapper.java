package io.gwms.audit;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CallVerdict;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.StatusClass;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.redact.RedactedBody;
import io.gwms.redact.Redactor;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.WireAttempt;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Makes the record of a call: redacted, cut to size, with its colour. The only way from an exchange to the store. */
final class ExchangeMapper {
    private final Redactor redactor;
    private final Verdicts verdicts;
    private final ToIntFunction<CallContext> bodyLimit;
    private final Counters counters;

    ExchangeMapper(Redactor redactor, Verdicts verdicts, ToIntFunction<CallContext> bodyLimit, Counters counters) {
        this.redactor = redactor;
        this.verdicts = verdicts;
        this.bodyLimit = bodyLimit;
        this.counters = counters;
    }

    /** The record; without any content when that cannot be redacted. */
    ApiCall call(String id, CallExchange exchange, boolean withBodies) {
        try {
            return redacted(id, exchange, withBodies);
        } catch (RuntimeException | Error e) { // nothing that is wrong with one call may cost the others their record
            counters.redactionFailures.increment();
            return withheld(id, exchange, e);
        }
    }

    /** The record of a call of which no more is known than what it was for. */
    ApiCall unreadable(String id, Instant endedAt, CallContext context, Throwable failure) {
        counters.redactionFailures.increment();
        return new ApiCall(
                id,
                endedAt,
                context,
                "",
                "",
                "",
                "",
                0,
                StatusClass.RED,
                Duration.ZERO,
                List.of(),
                List.of(),
                CapturedBody.none(),
                CapturedBody.none(),
                "content withheld: the call could not be put together ("
                        + failure.getClass().getSimpleName() + ")");
    }

    private ApiCall redacted(String id, CallExchange exchange, boolean withBodies) {
        HttpCall call = exchange.call();
        Optional<HttpReply> reply = exchange.outcome().asDone();
        CallVerdict verdict = verdicts.of(exchange);
        int limit = withBodies ? bodyLimit.applyAsInt(call.context()) : 0;
        String target = redactor.url(target(call.uri()));
        int question = target.indexOf('?');
        return new ApiCall(
                id,
                exchange.startedAt(),
                call.context(),
                StorableText.of(call.method()),
                StorableText.of(redactor.text(host(call))),
                StorableText.of(question < 0 ? target : target.substring(0, question)),
                StorableText.of(question < 0 ? "" : target.substring(question + 1)),
                status(exchange),
                verdict.statusClass(),
                exchange.duration(),
                call.headers().stream()
                        .map(header -> headerLine(header.name(), header.value()))
                        .toList(),
                reply.map(this::headers).orElse(List.of()),
                body(
                        call.body(),
                        exchange.sent(),
                        limit,
                        header(call, "Content-Type"),
                        header(call, "Content-Encoding")),
                reply.map(done -> body(
                                done.body(),
                                exchange.received(),
                                limit,
                                done.header("Content-Type").orElse(null),
                                done.header("Content-Encoding").orElse(null)))
                        .orElse(CapturedBody.none()),
                StorableText.of(error(exchange)),
                verdict.errorKind(),
                verdict.retryable(),
                exchange.direction(),
                exchange.phase(),
                exchange.attempts().stream().map(this::redacted).toList(),
                exchange.count());
    }

    private WireAttempt redacted(WireAttempt attempt) {
        return new WireAttempt(
                attempt.after(),
                attempt.duration(),
                StorableText.of(attempt.method()),
                StorableText.of(redactor.url(attempt.url())),
                attempt.status(),
                StorableText.of(attempt.peer()),
                StorableText.of(redactor.text(attempt.failure())));
    }

    private static ApiCall withheld(String id, CallExchange exchange, Throwable failure) {
        HttpCall call = exchange.call();
        CallVerdict verdict = Verdicts.withoutClassifiers(exchange);
        return new ApiCall(
                id,
                exchange.startedAt(),
                call.context(),
                StorableText.of(call.method()),
                "",
                "",
                "",
                status(exchange),
                verdict.statusClass(),
                exchange.duration(),
                List.of(),
                List.of(),
                omitted(exchange.sent()),
                omitted(exchange.received()),
                "content withheld: it could not be redacted ("
                        + failure.getClass().getSimpleName() + ")",
                verdict.errorKind(),
                verdict.retryable(),
                exchange.direction(),
                exchange.phase(),
                List.of(),
                exchange.count());
    }

    /** The status of a reply that could not be used, being too long or cut short, is that of the last attempt. */
    private static int status(CallExchange exchange) {
        List<WireAttempt> attempts = exchange.attempts();
        int onTheWire =
                attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).status();
        return exchange.outcome().asDone().map(HttpReply::status).orElse(onTheWire);
    }

    private String error(CallExchange exchange) {
        String said = exchange.outcome().fold(new Outcome.Cases<HttpReply, String>() {
            @Override
            public String done(HttpReply reply) {
                return "";
            }

            @Override
            public String refused(Refusal refusal) {
                return refusal.toString();
            }

            @Override
            public String unknown(String cause) {
                return cause;
            }
        });
        if (exchange.phase() == CallPhase.ABANDONED) {
            return "the recorder was closed before the call had ended";
        }
        Throwable failure = exchange.failure();
        if (failure != null && (said.isEmpty() || said.equals(failure.getClass().getName()))) {
            return redactor.text(failure);
        }
        return redactor.text(said);
    }

    private static String target(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** {@link URI#getHost} knows no host with an underscore; what stands before an «@» is never shown. */
    private static String host(HttpCall call) {
        String authority =
                call.uri().getRawAuthority() == null ? "" : call.uri().getRawAuthority();
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return call.uri().getHost() == null ? host : call.uri().getHost();
    }

    private static @Nullable String header(HttpCall call, String name) {
        for (HttpCall.Header header : call.headers()) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    private List<String> headers(HttpReply reply) {
        return reply.headers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().stream().map(value -> headerLine(entry.getKey(), value)))
                .toList();
    }

    private String headerLine(String name, String value) {
        return StorableText.of(redactor.text(name) + ": " + redactor.header(name, value));
    }

    /** What is kept of a body: of a streamed one the beginning that flowed past, of a whole one up to the limit. */
    private CapturedBody body(
            byte[] bytes, BodyCapture known, int limit, @Nullable String contentType, @Nullable String encoding) {
        if (known.size() == 0 && bytes.length == 0) {
            return new CapturedBody(known.state() == State.COMPLETE ? State.NONE : known.state(), "", 0, "");
        }
        if (limit == 0 || known.state() == State.OMITTED) {
            return omitted(known);
        }
        boolean cut = bytes.length > limit;
        byte[] kept = cut ? Arrays.copyOf(bytes, limit) : bytes;
        boolean whole = known.state() == State.COMPLETE || known.state() == State.NONE;
        boolean truncated = cut || bytes.length < known.size() || !whole;
        RedactedBody shown = redactor.body(kept, truncated, contentType, encoding);
        if (shown.withheld() && !shown.text().startsWith("<binary ")) {
            counters.withheldBodies.increment();
        }
        String text = StorableText.of(shown.text());
        boolean shortened = cut && known.state() == State.COMPLETE;
        String digest = known.sha256().isEmpty() && shortened ? sha256(bytes) : known.sha256();
        return new CapturedBody(shortened ? State.TRUNCATED : known.state(), text, known.size(), digest);
    }

    private static CapturedBody omitted(BodyCapture known) {
        return known.size() == 0
                ? CapturedBody.none()
                : new CapturedBody(State.OMITTED, "", known.size(), known.sha256());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, though every Java runtime has it", e);
        }
    }
}
