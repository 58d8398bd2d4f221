package io.gwms.audit;

import io.gwms.evidence.CallClassifier;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CallVerdict;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.StatusClass;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.transport.HttpReply;
import java.util.List;
import java.util.Optional;

/**
 * Colour, kind of failure and whether a later try may help (platform-api-logs, section 2.2): a failure on the wire
 * first, then what a classifier knows, then the HTTP status.
 */
final class Verdicts {
    private static final CallVerdict NO_END = new CallVerdict(StatusClass.RED, ErrorKind.NONE, false);

    private final List<CallClassifier> classifiers;
    private final Counters counters;

    Verdicts(List<CallClassifier> classifiers, Counters counters) {
        this.classifiers = List.copyOf(classifiers);
        this.counters = counters;
    }

    CallVerdict of(CallExchange exchange) {
        if (exchange.phase() != CallPhase.ENDED) {
            return NO_END;
        }
        if (exchange.direction() == CallDirection.INCOMING) {
            return ofDelivery(exchange);
        }
        boolean unread = exchange.received().state() == State.FAILED;
        if (unread || (exchange.failure() != null && exchange.outcome().asDone().isEmpty())) {
            return withoutAnswer(exchange);
        }
        for (CallClassifier classifier : classifiers) {
            try {
                Optional<CallVerdict> opinion = classifier.classify(exchange);
                if (opinion.isPresent()) {
                    return opinion.get();
                }
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                counters.classifierFailures.increment();
            }
        }
        return withoutClassifiers(exchange);
    }

    /** A notification is judged by its verdict; one that came before is no failure of anybody's. */
    private static CallVerdict ofDelivery(CallExchange exchange) {
        ErrorKind kind = exchange.errorKind();
        boolean fine = kind.equals(ErrorKind.NONE)
                || kind.equals(WebhookRecorder.Verdict.DUPLICATE.errorKind())
                || kind.equals(WebhookRecorder.Verdict.HANDSHAKE.errorKind());
        CallVerdict byStatus = withoutClassifiers(exchange);
        return fine ? byStatus : new CallVerdict(StatusClass.ORANGE, kind, false);
    }

    /** By what is known without reading a body. */
    static CallVerdict withoutClassifiers(CallExchange exchange) {
        return exchange.outcome().fold(new Outcome.Cases<HttpReply, CallVerdict>() {
            @Override
            public CallVerdict done(HttpReply reply) {
                return byStatus(reply.status(), exchange.errorKind());
            }

            @Override
            public CallVerdict refused(Refusal refusal) {
                return withoutAnswer(exchange);
            }

            @Override
            public CallVerdict unknown(String cause) {
                return withoutAnswer(exchange);
            }
        });
    }

    private static CallVerdict byStatus(int status, ErrorKind given) {
        if (status == 429) {
            return new CallVerdict(StatusClass.ORANGE, ErrorKind.THROTTLED, true);
        }
        if (status >= 500) {
            return new CallVerdict(StatusClass.RED, given, true);
        }
        boolean worked = status < 300 || status == 304;
        return new CallVerdict(worked ? StatusClass.GREEN : StatusClass.ORANGE, given, status == 408);
    }

    private static CallVerdict withoutAnswer(CallExchange exchange) {
        Optional<Refusal> refusal = exchange.outcome().fold(new Outcome.Cases<HttpReply, Optional<Refusal>>() {
            @Override
            public Optional<Refusal> done(HttpReply reply) {
                return Optional.empty();
            }

            @Override
            public Optional<Refusal> refused(Refusal refusal) {
                return Optional.of(refusal);
            }

            @Override
            public Optional<Refusal> unknown(String cause) {
                return Optional.empty();
            }
        });
        if (refusal.isPresent() && !refusal.get().code().equals(RefusalCode.NOT_SENT)) {
            return new CallVerdict(StatusClass.ORANGE, ErrorKind.NOT_SENT, false);
        }
        ErrorKind kind = ErrorKinds.of(exchange.failure());
        if (kind.equals(ErrorKind.NONE)) {
            kind = refusal.isPresent() ? ErrorKind.NO_CONNECTION : ErrorKind.OTHER;
        }
        if (kind.equals(ErrorKind.CANCELLED)) {
            return new CallVerdict(StatusClass.ORANGE, kind, false);
        }
        return new CallVerdict(StatusClass.RED, kind, !kind.equals(ErrorKind.TLS));
    }
}
