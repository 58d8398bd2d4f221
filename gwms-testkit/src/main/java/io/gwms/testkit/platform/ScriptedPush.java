package io.gwms.testkit.platform;

import java.util.Map;

/** A delivery as a scripted platform sends it. */
public final class ScriptedPush {
    private final Map<String, String> headers;
    private final byte[] body;

    ScriptedPush(Map<String, String> headers, byte[] body) {
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
    }

    /** Its headers. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Its raw bytes. */
    public byte[] body() {
        return body.clone();
    }
}
