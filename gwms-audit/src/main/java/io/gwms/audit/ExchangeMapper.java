package io.gwms.audit;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallClassifier;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.StatusClass;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the record of a call: redacted, cut to size, with its colour. The only way from an exchange to the store. */
final class ExchangeMapper {
    /** How much of a body is kept (1 MiB). */
    static final int BODY_LIMIT = 1024 * 1024;

    private final Redactor redactor;
    private final List<CallClassifier> classifiers;
    private final Counters counters;

    ExchangeMapper(Redactor redactor, List<CallClassifier> classifiers, Counters counters) {
        this.redactor = redactor;
        this.classifiers = List.copyOf(classifiers);
        this.counters = counters;
    }

    /** The record; without any content when that cannot be redacted. */
    ApiCall call(String id, CallExchange exchange) {
        try {
            return redacted(id, exchange);
        } catch (RuntimeException | StackOverflowError e) {
            counters.redactionFailures.increment();
            return withheld(id, exchange, e);
        }
    }

    private ApiCall redacted(String id, CallExchange exchange) {
        HttpCall call = exchange.call();
        Optional<HttpReply> reply = exchange.outcome().asDone();
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
                reply.map(HttpReply::status).orElse(0),
                statusClass(exchange),
                exchange.duration(),
                call.headers().stream()
                        .map(header -> header(header.name(), header.value()))
                        .toList(),
                reply.map(this::headers).orElse(List.of()),
                body(call.body(), contentType(call)),
                reply.map(done -> body(done.body(), done.header("Content-Type").orElse(null)))
                        .orElse(CapturedBody.none()),
                StorableText.of(redactor.text(error(exchange.outcome()))));
    }

    private ApiCall withheld(String id, CallExchange exchange, Throwable failure) {
        HttpCall call = exchange.call();
        Optional<HttpReply> reply = exchange.outcome().asDone();
        return new ApiCall(
                id,
                exchange.startedAt(),
                call.context(),
                StorableText.of(call.method()),
                "",
                "",
                "",
                reply.map(HttpReply::status).orElse(0),
                byStatus(exchange.outcome()),
                exchange.duration(),
                List.of(),
                List.of(),
                omitted(call.bodySize()),
                omitted(reply.map(HttpReply::bodySize).orElse(0)),
                "content withheld: it could not be redacted ("
                        + failure.getClass().getSimpleName() + ")");
    }

    private static CapturedBody omitted(int size) {
        return size == 0 ? CapturedBody.none() : new CapturedBody(State.OMITTED, "", size, "");
    }

    private StatusClass statusClass(CallExchange exchange) {
        for (CallClassifier classifier : classifiers) {
            try {
                Optional<StatusClass> opinion = classifier.classify(exchange);
                if (opinion.isPresent()) {
                    return opinion.get();
                }
            } catch (RuntimeException | StackOverflowError e) {
                counters.classifierFailures.increment();
            }
        }
        return byStatus(exchange.outcome());
    }

    private static StatusClass byStatus(Outcome<HttpReply> outcome) {
        return outcome.fold(new Outcome.Cases<HttpReply, StatusClass>() {
            @Override
            public StatusClass done(HttpReply reply) {
                int status = reply.status();
                if (status >= 500) {
                    return StatusClass.RED;
                }
                return status < 300 || status == 304 ? StatusClass.GREEN : StatusClass.ORANGE;
            }

            @Override
            public StatusClass refused(Refusal refusal) {
                return refusal.code().equals(RefusalCode.NOT_SENT) ? StatusClass.RED : StatusClass.ORANGE;
            }

            @Override
            public StatusClass unknown(String cause) {
                return StatusClass.RED;
            }
        });
    }

    private static String error(Outcome<HttpReply> outcome) {
        return outcome.fold(new Outcome.Cases<HttpReply, String>() {
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

    private static @Nullable String contentType(HttpCall call) {
        return call.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Type"))
                .map(HttpCall.Header::value)
                .findFirst()
                .orElse(null);
    }

    private List<String> headers(HttpReply reply) {
        return reply.headers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().stream().map(value -> header(entry.getKey(), value)))
                .toList();
    }

    private String header(String name, String value) {
        return StorableText.of(redactor.text(name) + ": " + redactor.header(name, value));
    }

    private CapturedBody body(byte[] bytes, @Nullable String contentType) {
        if (bytes.length == 0) {
            return CapturedBody.none();
        }
        boolean truncated = bytes.length > BODY_LIMIT;
        byte[] kept = truncated ? Arrays.copyOf(bytes, BODY_LIMIT) : bytes;
        String text =
                StorableText.of(redactor.body(kept, truncated, contentType).text());
        return truncated
                ? new CapturedBody(State.TRUNCATED, text, bytes.length, sha256(bytes))
                : new CapturedBody(State.COMPLETE, text, bytes.length, "");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, though every Java runtime has it", e);
        }
    }
}
