package io.gwms.platform.sync;

import static java.util.Objects.requireNonNull;

import io.gwms.ModuleSetup;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Handshake;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds whom a delivery is for, has it judged, hands the authentic ones on and records each. Shared. */
final class Webhooks implements WebhookReceiver {
    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final Pushes pushes;
    private final WebhookJudge judge;
    private final WebhookRecords records;

    Webhooks(ModuleSetup setup, StoreSessions sessions, Pushes pushes) {
        this.setup = setup;
        this.sessions = sessions;
        this.pushes = pushes;
        this.judge = new WebhookJudge(setup, sessions);
        this.records = new WebhookRecords(setup);
    }

    @Override
    public WebhookReceipt receive(StoreId store, URI callback, Map<String, List<String>> headers, byte[] body) {
        requireNonNull(store, "store");
        return answered(incoming(callback, headers, body), incoming -> ofStore(store, incoming));
    }

    private WebhookReceipt ofStore(StoreId store, Incoming incoming) {
        Optional<Store> known = sessions.store(store);
        Optional<PlatformWebhooks> webhooks = known.flatMap(this::webhooks);
        if (known.isEmpty() || webhooks.isEmpty()) {
            return records.kept(
                    incoming,
                    null,
                    "",
                    WebhookJudge.refused(Result.UNKNOWN_RECEIVER, 404, "nothing is received for " + store));
        }
        return tooLarge(incoming, known.get())
                .orElseGet(() -> concluded(incoming, judge.judged(known.get(), webhooks.get(), incoming)));
    }

    @Override
    public WebhookReceipt receive(PlatformType platform, URI callback, Map<String, List<String>> headers, byte[] body) {
        requireNonNull(platform, "platform");
        return answered(incoming(callback, headers, body), incoming -> ofPlatform(platform, incoming));
    }

    private WebhookReceipt ofPlatform(PlatformType platform, Incoming incoming) {
        Judged best = null;
        for (Store store : setup.state().stores().all()) {
            Optional<PlatformWebhooks> webhooks =
                    store.platform().equals(platform) ? webhooks(store) : Optional.empty();
            if (webhooks.isPresent()) {
                Optional<WebhookReceipt> tooLarge = tooLarge(incoming, store);
                if (tooLarge.isPresent()) {
                    return tooLarge.get();
                }
                Judged judged = judge.judgedIfAtAll(store, webhooks.get(), incoming);
                if (judged.refused().isEmpty()) {
                    return concluded(incoming, judged);
                }
                best = Judged.better(best, judged);
            }
        }
        return best == null
                ? records.kept(
                        incoming,
                        null,
                        "",
                        WebhookJudge.refused(
                                Result.UNKNOWN_RECEIVER, 404, "no store of " + platform + " receives anything"))
                : concluded(incoming, best);
    }

    /** Whatever fails here, the platform gets an answer that makes it send the delivery again. */
    private WebhookReceipt answered(Incoming incoming, Function<Incoming, WebhookReceipt> work) {
        try {
            return work.apply(incoming);
        } catch (RuntimeException e) {
            return records.kept(incoming, null, "", judge.notJudged(e));
        }
    }

    private Incoming incoming(URI callback, Map<String, List<String>> headers, byte[] body) {
        return new Incoming(callback, headers, body, setup.clock().instant());
    }

    private Optional<WebhookReceipt> tooLarge(Incoming incoming, Store store) {
        return incoming.body().length <= MOST_BYTES
                ? Optional.empty()
                : Optional.of(records.kept(
                        incoming,
                        store,
                        "",
                        WebhookJudge.refused(Result.TOO_LARGE, 413, "it has " + incoming.body().length + " bytes")));
    }

    private Optional<PlatformWebhooks> webhooks(Store store) {
        return sessions.connector(store).flatMap(PlatformConnector::webhooks);
    }

    private WebhookReceipt concluded(Incoming incoming, Judged judged) {
        if (judged.refused().isPresent()) {
            return records.kept(incoming, judged.store(), "", judged.refused().get());
        }
        return judged.verdict().fold(new WebhookVerdict.Cases<WebhookReceipt>() {
            @Override
            public WebhookReceipt authentic(Authentic delivery) {
                return records.kept(
                        incoming, judged.store(), delivery.deliveryId(), pushes.taken(judged.store(), delivery));
            }

            @Override
            public WebhookReceipt handshake(Handshake handshake) {
                WebhookReceipt hello = new WebhookReceipt(Result.HANDSHAKE, 200, handshake.answer(), "");
                return records.kept(incoming, judged.store(), "", hello);
            }

            @Override
            public WebhookReceipt rejected(Rejected rejected) {
                return records.kept(incoming, judged.store(), "", WebhookJudge.refused(rejected));
            }
        });
    }
}
