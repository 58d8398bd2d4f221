package io.gwms.evidence;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to show of the API log: the four filters of its page (platform-api-logs, section 2) and the
 * links from other pages. Newest first. Whatever is not set does not filter.
 *
 * @param from first moment shown
 * @param to first moment no longer shown
 * @param action only this action
 * @param store only this EC integration
 * @param proxySystem only this shipping integration
 * @param correlation only calls made on behalf of this, for example {@code task:4711}
 * @param sourceId only calls about this object
 * @param limit rows of a page, 1 to 500
 * @param before the id of the last row of the page before; null for the first page
 */
@Incubating
public record ApiCallQuery(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable CallAction action,
        @Nullable StoreId store,
        @Nullable ProxySystem proxySystem,
        @Nullable String correlation,
        @Nullable String sourceId,
        int limit,
        @Nullable String before) {
    public ApiCallQuery {
        Require.that(limit >= 1 && limit <= 500, "limit", limit, "1 to 500");
    }

    /** The newest calls of all. */
    public static ApiCallQuery newest(int limit) {
        return new ApiCallQuery(null, null, null, null, null, null, null, limit, null);
    }

    /** The newest calls made on behalf of {@code correlation}. */
    public static ApiCallQuery correlated(String correlation, int limit) {
        return new ApiCallQuery(null, null, null, null, null, correlation, null, limit, null);
    }

    /** The page after the one that ended with this row. */
    public ApiCallQuery after(ApiCall last) {
        return new ApiCallQuery(from, to, action, store, proxySystem, correlation, sourceId, limit, last.id());
    }

    /** The id of the last row of the page before, where there was one. */
    public Optional<String> cursor() {
        return Optional.ofNullable(before);
    }
}
