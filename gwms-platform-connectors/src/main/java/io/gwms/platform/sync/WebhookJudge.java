package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.redact.Secret;
import io.gwms.store.Store;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a store's connector what a delivery is, by the secrets of the store's credential, and believes it only for the
 * store's own account. Shared.
 */
final class WebhookJudge {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookJudge.class);

    private final ModuleSetup setup;
    private final StoreSessions sessions;

    WebhookJudge(ModuleSetup setup, StoreSessions sessions) {
        this.setup = setup;
        this.sessions = sessions;
    }

    /** A store whose credential cannot be opened stands in the way of no other at an address that they share. */
    Judged judgedIfAtAll(Store store, PlatformWebhooks webhooks, Incoming incoming) {
        try {
            return judged(store, webhooks, incoming);
        } catch (RuntimeException e) {
            return Judged.refused(store, notJudged(e));
        }
    }

    /** The answer to one that could not be judged. */
    WebhookReceipt notJudged(RuntimeException failure) {
        LOG.atWarn()
                .setCause(setup.redactor().forLog(failure))
                .log("A delivery could not be judged; the platform is asked to send it again");
        return refused(Result.NOT_JUDGED, 503, "it could not be judged just now");
    }

    /** What it is for that store. */
    Judged judged(Store store, PlatformWebhooks webhooks, Incoming incoming) {
        Optional<Credential> credential = setup.credentials().find(CredentialOwner.store(store.id()));
        List<Secret> secrets =
                credential.map(one -> secrets(one, incoming.at())).orElse(List.of());
        if (secrets.isEmpty()) {
            String text =
                    "the credential of the store " + store.id() + " has no secret '" + WebhookReceiver.SECRET + "'";
            return Judged.refused(store, refused(Result.NO_SECRET, 503, text));
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
            return Judged.refused(store, refused(rejected));
        }
        return verdict instanceof Authentic authentic && !sessions.isOf(store, authentic.account())
                ? Judged.refused(
                        store, refused(Result.OTHER_ACCOUNT, 403, "it is about another account than the store's"))
                : Judged.taken(store, verdict);
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
        Optional.ofNullable(credential.secrets().get(WebhookReceiver.SECRET)).ifPresent(secrets::add);
        Secret before = credential.secrets().get(WebhookReceiver.SECRET_BEFORE);
        if (before != null && !isOver(credential.settings().get(WebhookReceiver.SECRET_BEFORE_UNTIL), now)) {
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

    static WebhookReceipt refused(Rejected rejected) {
        return switch (rejected.why()) {
            case UNSIGNED -> refused(Result.UNSIGNED, 401, rejected.text());
            case FORGED -> refused(Result.FORGED, 401, rejected.text());
            case STALE -> refused(Result.STALE, 400, rejected.text());
            // Sent again it would be no better, and a platform that is refused too often stops to push.
            case UNREADABLE -> refused(Result.UNREADABLE, 200, rejected.text());
        };
    }

    static WebhookReceipt refused(Result result, int status, String text) {
        return new WebhookReceipt(result, status, "", text);
    }
}
