package io.gwms.state;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import java.time.Instant;

/**
 * The kept result of a command.
 *
 * @param key the caller's key
 * @param contentHash digest of what was asked
 * @param result the result, as text
 * @param at when
 */
@Incubating("the runtime's own: both implementations are the SDK's, and it grows with the rules of the engine")
public record CommandRecord(String key, String contentHash, String result, Instant at) {
    public CommandRecord {
        Require.text(key, "key");
        requireNonNull(contentHash, "contentHash");
        requireNonNull(result, "result");
        requireNonNull(at, "at");
    }
}
