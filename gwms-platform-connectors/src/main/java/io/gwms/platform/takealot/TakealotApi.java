package io.gwms.platform.takealot;

import io.gwms.platform.StoreSession;
import io.gwms.transport.HttpCall;
import java.net.URI;

/** The two APIs of Takealot, each with its version and how a caller names itself. */
enum TakealotApi {
    SELLER_V2("/v2", "Authorization", "Key "),
    MARKETPLACE_V1("/v1", "X-API-Key", "");

    private final String version;
    private final String header;
    private final String prefix;

    TakealotApi(String version, String header, String prefix) {
        this.version = version;
        this.header = header;
        this.prefix = prefix;
    }

    /** A call to that path and query, such as {@code /sales?page_number=1}. */
    HttpCall.Builder call(StoreSession session, String method, String pathAndQuery) {
        String base = session.store().endpoint().toString();
        String bare = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        String key = session.credential().secret(TakealotConnector.API_KEY).reveal();
        return HttpCall.of(method, URI.create(bare + version + pathAndQuery), session.context())
                .header("Accept", "application/json")
                .header(header, prefix + key);
    }
}
