/** Takes in what platforms push, without any web framework. Start with {@link io.gwms.platform.webhook.WebhookReceiver}. */
@NullMarked
package io.gwms.platform.webhook;

import org.jspecify.annotations.NullMarked;
