package io.gwms.audit.export;

import io.gwms.evidence.ApiCall;

/** The whole address of a call. */
final class CallUrl {
    private CallUrl() {}

    /** With the scheme and the port of its first attempt; https and no port where nobody watched. */
    static String of(ApiCall call) {
        return origin(call) + call.path() + (call.query().isEmpty() ? "" : "?" + call.query());
    }

    private static String origin(ApiCall call) {
        String watched = call.attempts().isEmpty() ? "" : call.attempts().get(0).url();
        String scheme = watched.regionMatches(true, 0, "http://", 0, 7) ? "http://" : "https://";
        if (!watched.startsWith(call.host(), scheme.length())) {
            return scheme + call.host();
        }
        int end = scheme.length() + call.host().length();
        int port = end;
        while (port < watched.length()
                && (port == end ? watched.charAt(port) == ':' : Character.isDigit(watched.charAt(port)))) {
            port++;
        }
        return watched.substring(0, port);
    }
}
