package io.gwms.audit.jdbc;

import io.gwms.evidence.ApiCall;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way into the log, with what the chain needs of it.
 *
 * @param salt goes with the row, so that erasing it leaves a digest that tells nothing
 * @param contentSalt goes with the contents
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record Link(Contents.Ready ready, byte @Nullable [] salt, byte @Nullable [] contentSalt) {
    static Link of(Contents.Ready ready, boolean chained) {
        return chained ? new Link(ready, Chain.salt(), Chain.salt()) : new Link(ready, null, null);
    }

    ApiCall call() {
        return ready.call();
    }
}
