package io.gwms.platform.sync;

import static java.util.Objects.requireNonNull;

import io.gwms.ModuleSetup;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Handshake;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges deliveries and hands the authentic ones on. Shared. */
final class Webhooks implements WebhookReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final Pushes pushes;
    private final WebhookRecords records;

    Webhooks(ModuleSetup setup, StoreSessions sessions, Pushes pushes) {
        this.setup = setup;
        this.sessions = sessions;
        this.pushes = pushes;
        this.records = new WebhookRecords(setup);
    }

    /** A delivery as it came in; its body is the caller's own array and never changed. */
    static final class Incoming {
        private final URI callback;
        private final Map<String, List<String>> headers;
        private final byte[] body;
        private final Instant at;

        private Incoming(URI callback, Map<String, List<String>> headers, byte[] body, Instant at) {
            this.callback = callback;
            this.headers = headers;
            this.body = body;
            this.at = at;
        }

        URI callback() {
            return callback;
        }

        Map<String, List<String>> headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }

        Instant at() {
            return at;
        }
    }

    /** What a delivery is for one store: its platform's verdict, checked for the account. */
    private record Judged(Store store, WebhookVerdict verdict, Optional<WebhookReceipt> refused) {}

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
                    incoming, null, "", refused(Result.UNKNOWN_RECEIVER, 404, "nothing is received for " + store));
        }
        return tooLarge(incoming, known.get())
                .orElseGet(() -> concluded(incoming, judged(known.get(), webhooks.get(), incoming)));
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
                Judged judged = judgedIfAtAll(store, webhooks.get(), incoming);
                if (judged.refused().isEmpty()) {
                    return concluded(incoming, judged);
                }
                best = better(best, judged);
            }
        }
        return best == null
                ? records.kept(
                        incoming,
                        null,
                        "",
                        refused(Result.UNKNOWN_RECEIVER, 404, "no store of " + platform + " receives anything"))
                : concluded(incoming, best);
    }

    /** Whatever fails here, the platform gets an answer that makes it send the delivery again. */
    private WebhookReceipt answered(Incoming incoming, Function<Incoming, WebhookReceipt> work) {
        try {
            return work.apply(incoming);
        } catch (RuntimeException e) {
            return records.kept(incoming, null, "", notJudged(e));
        }
    }

    /** A store whose credential cannot be opened stands in the way of no other at an address that they share. */
    private Judged judgedIfAtAll(Store store, PlatformWebhooks webhooks, Incoming incoming) {
        try {
            return judged(store, webhooks, incoming);
        } catch (RuntimeException e) {
            return new Judged(store, new Handshake(""), Optional.of(notJudged(e)));
        }
    }

    private WebhookReceipt notJudged(RuntimeException failure) {
        LOG.atWarn()
                .setCause(setup.redactor().forLog(failure))
                .log("A delivery could not be judged; the platform is asked to send it again");
        return refused(Result.NOT_JUDGED, 503, "it could not be judged just now");
    }

    /** Of two stores that did not take a delivery, the one that knows most of it tells what is wrong. */
    private static Judged better(@Nullable Judged one, Judged other) {
        return one == null || rank(other) > rank(one) ? other : one;
    }

    private static int rank(Judged judged) {
        Result result = judged.refused().orElseThrow().result();
        return switch (result) {
            case OTHER_ACCOUNT, STALE, UNREADABLE -> 3;
            case NOT_JUDGED -> 2;
            case FORGED, UNSIGNED -> 1;
            default -> 0;
        };
    }

    private Incoming incoming(URI callback, Map<String, List<String>> headers, byte[] body) {
        return new Incoming(
                requireNonNull(callback, "callback"),
                legible(requireNonNull(headers, "headers")),
                requireNonNull(body, "body"),
                setup.clock().instant());
    }

    /** Some servers hand the request's first line on as a header without a name, or a header without a value. */
    private static Map<String, List<String>> legible(Map<String, List<String>> headers) {
        Map<String, List<String>> legible = new LinkedHashMap<>();
        headers.forEach((name, values) -> {
            if (name != null && !name.isBlank() && values != null) {
                legible.put(name, values.stream().filter(Objects::nonNull).toList());
            }
        });
        return legible;
    }

    private Optional<WebhookReceipt> tooLarge(Incoming incoming, Store store) {
        return incoming.body().length <= MOST_BYTES
                ? Optional.empty()
                : Optional.of(records.kept(
                        incoming,
                        store,
                        "",
                        refused(Result.TOO_LARGE, 413, "it has " + incoming.body().length + " bytes")));
    }

    private Optional<PlatformWebhooks> webhooks(Store store) {
        return sessions.connector(store).flatMap(PlatformConnector::webhooks);
    }

    private Judged judged(Store store, PlatformWebhooks webhooks, Incoming incoming) {
        Optional<Credential> credential = setup.credentials().find(CredentialOwner.store(store.id()));
        List<Secret> secrets =
                credential.map(one -> secrets(one, incoming.at())).orElse(List.of());
        if (secrets.isEmpty()) {
            String text = "the credential of the store " + store.id() + " has no secret '" + SECRET + "'";
            return new Judged(store, new Handshake(""), Optional.of(refused(Result.NO_SECRET, 503, text)));
        }
        Map<String, String> first = new HashMap<>();
        incoming.headers().forEach((name, values) -> {
            if (!values.isEmpty()) {
                first.put(name, values.get(0));
            }
        });
        WebhookVerdict verdict = verified(
                webhooks, WebhookDelivery.of(incoming.callback(), first, incoming.body(), incoming.at(), secrets));
        if (verdict instanceof Rejected rejected) {
            return new Judged(store, verdict, Optional.of(refused(rejected)));
        }
        boolean others = verdict instanceof Authentic authentic && !sessions.isOf(store, authentic.account());
        return new Judged(
                store,
                verdict,
                others
                        ? Optional.of(
                                refused(Result.OTHER_ACCOUNT, 403, "it is about another account than the store's"))
                        : Optional.empty());
    }

    private static WebhookVerdict verified(PlatformWebhooks webhooks, WebhookDelivery delivery) {
        try {
            return webhooks.verify(delivery);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("failure", e.getClass().getName())
                    .log("A connector failed on a delivery; nothing of it is believed");
            return new Rejected(WebhookVerdict.Why.UNREADABLE, "the connector failed on it");
        }
    }

    private static List<Secret> secrets(Credential credential, Instant now) {
        List<Secret> secrets = new ArrayList<>();
        Optional.ofNullable(credential.secrets().get(SECRET)).ifPresent(secrets::add);
        Secret before = credential.secrets().get(SECRET_BEFORE);
        if (before != null && !isOver(credential.settings().get(SECRET_BEFORE_UNTIL), now)) {
            secrets.add(before);
        }
        return secrets;
    }

    private static boolean isOver(@Nullable String until, Instant now) {
        try {
            return until != null && !now.isBefore(Instant.parse(until));
        } catch (DateTimeException e) {
            return true;
        }
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
                return records.kept(incoming, judged.store(), "", refused(rejected));
            }
        });
    }

    private static WebhookReceipt refused(Rejected rejected) {
        return switch (rejected.why()) {
            case UNSIGNED -> refused(Result.UNSIGNED, 401, rejected.text());
            case FORGED -> refused(Result.FORGED, 401, rejected.text());
            case STALE -> refused(Result.STALE, 400, rejected.text());
            // Sent again it would be no better, and a platform that is refused too often stops to push.
            case UNREADABLE -> refused(Result.UNREADABLE, 200, rejected.text());
        };
    }

    private static WebhookReceipt refused(Result result, int status, String text) {
        return new WebhookReceipt(result, status, "", text);
    }
}
