package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.credential.Credential;
import io.gwms.redact.Redactor;

/**
 * Asks what a delivery is worth.
 *
 * @param delivery what came in
 * @param credential the account's; its secrets verify the delivery
 * @param redactor every text of the sender goes through it on its way into a verdict
 */
public record ReadCallback(CallbackDelivery delivery, Credential credential, Redactor redactor) {
    public ReadCallback {
        requireNonNull(delivery, "delivery");
        requireNonNull(credential, "credential");
        requireNonNull(redactor, "redactor");
    }
}
