package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.ErrorKind;
import io.gwms.outcome.Outcome;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.store.Store;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts every delivery on record with its verdict (platform-api-logs, section 2). Shared. */
final class WebhookRecords {
    private final ModuleSetup setup;

    WebhookRecords(ModuleSetup setup) {
        this.setup = setup;
    }

    /** Records what became of a delivery, and gives it back. */
    WebhookReceipt kept(Incoming incoming, @Nullable Store store, String deliveryId, WebhookReceipt receipt) {
        CallContext context = store == null
                ? CallContext.of(CallAction.NOTIFICATION)
                : CallContext.forStore(CallAction.NOTIFICATION, store.id());
        HttpCall.Builder call = HttpCall.of(
                "POST", incoming.callback(), deliveryId.isEmpty() ? context : context.about("webhook", deliveryId));
        incoming.headers().forEach((name, values) -> values.forEach(value -> call.header(name, value)));
        byte[] answer = receipt.body().getBytes(StandardCharsets.UTF_8);
        Instant now = setup.clock().instant();
        Duration took = Duration.between(incoming.at(), now);
        setup.recorders()
                .record(new CallExchange(
                        incoming.at(),
                        took.isNegative() ? Duration.ZERO : took,
                        call.body(incoming.body()).build(),
                        Outcome.done(HttpReply.of(receipt.status(), Map.of(), answer)),
                        CallDirection.INCOMING,
                        CallPhase.ENDED,
                        BodyCapture.whole(incoming.body().length),
                        BodyCapture.whole(answer.length),
                        List.of(),
                        null,
                        verdict(receipt.result()),
                        1));
        return receipt;
    }

    /** The verdict in the words of the log of notifications. */
    private static ErrorKind verdict(WebhookReceipt.Result result) {
        return switch (result) {
            case ACCEPTED, IGNORED -> ErrorKind.NONE;
            case NOT_STORED -> ErrorKind.OTHER;
            default -> new ErrorKind(result.name());
        };
    }
}
