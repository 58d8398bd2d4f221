package io.gwms.platform.sync;

import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Handshake;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.store.Store;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a delivery is for one store: its platform's verdict, checked for the account; or why it is not taken. */
record Judged(Store store, WebhookVerdict verdict, Optional<WebhookReceipt> refused) {
    static Judged taken(Store store, WebhookVerdict verdict) {
        return new Judged(store, verdict, Optional.empty());
    }

    /** Not taken, whatever the verdict. */
    static Judged refused(Store store, WebhookReceipt refusal) {
        return new Judged(store, new Handshake(""), Optional.of(refusal));
    }

    /** Of two stores that did not take a delivery, the one that knows most of it tells what is wrong. */
    static Judged better(@Nullable Judged one, Judged other) {
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
}
