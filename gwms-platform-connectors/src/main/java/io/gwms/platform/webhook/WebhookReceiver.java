package io.gwms.platform.webhook;

import io.gwms.ProviderType;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Takes in what platforms push: bytes and headers in, verdict out. Get it from {@link
 * io.gwms.platform.sync.PlatformModule#webhooks()} and call it from whatever serves HTTP.
 *
 * <p>The signature is checked over the raw bytes, in constant time, with the secret {@value #SECRET} of the store's credential
 * and, during a rotation, with {@value #SECRET_BEFORE}, until the moment in the setting {@value #SECRET_BEFORE_UNTIL} if there
 * is one. So pass the body exactly as it came, never parsed and written anew.
 *
 * <p>An authentic delivery goes the way of a pulled page: the order it carries, or the order it names and that is then read
 * again, is committed as an order that a run has fetched. So what comes twice, late or in disorder changes nothing. A
 * delivery is stored, or the task to read its orders is, before this answers; deliveries are remembered for as long as the
 * platform may repeat them. Each one is on record with its verdict.
 *
 * <p><b>Threads:</b> shared. It blocks for a commit, and makes no call.
 */
@ProviderType
public interface WebhookReceiver {
    /** The name of the secret that deliveries are signed with. */
    String SECRET = "webhookSecret";

    /** The name of the secret that they were signed with before. */
    String SECRET_BEFORE = "webhookSecretBefore";

    /** The name of the setting that says until when the one before counts, as an instant; for ever without it. */
    String SECRET_BEFORE_UNTIL = "webhookSecretBeforeUntil";

    /** The largest body that is looked at. */
    int MOST_BYTES = 16 << 20;

    /**
     * Takes in a delivery to the address of one store.
     *
     * @param store the store the address belongs to
     * @param callback the address as the platform knows it; some platforms sign it
     * @param headers the headers; the names' case does not matter
     * @param body the raw bytes
     */
    WebhookReceipt receive(StoreId store, URI callback, Map<String, List<String>> headers, byte[] body);

    /**
     * Takes in a delivery to an address that all stores of a platform share. The store is the one whose secret signed it and
     * whose account it names: the host of the store's endpoint, or a setting of its credential.
     *
     * @param platform the platform the address belongs to
     */
    WebhookReceipt receive(PlatformType platform, URI callback, Map<String, List<String>> headers, byte[] body);
}
