package io.gwms.proxy.fourpx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.wire.Replies;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Calls of the platform: public parameters and signature in the query, the request as JSON in the body, one envelope
 * around every answer.
 */
final class FourPxCalls {
    private static final String PATH = "/router/api/service";

    private FourPxCalls() {}

    /** A call that changes something: it is sent at most once, and what is unclear about it is unknown. */
    static Outcome<JsonNode> write(ProxySession session, CallAction action, String method, ObjectNode body) {
        return send(session, action, method, body, false).then(reply -> read(reply, true, session));
    }

    /** A call that only reads: whatever is unclear about it is a failure that may go away. */
    static Outcome<JsonNode> query(ProxySession session, CallAction action, String method, ObjectNode body) {
        return Replies.ofRead(send(session, action, method, body, true).then(reply -> read(reply, false, session)));
    }

    private static Outcome<HttpReply> send(
            ProxySession session, CallAction action, String method, ObjectNode body, boolean repeatable) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        URI uri;
        try {
            uri = uri(session, method, bytes);
        } catch (IllegalStateException credentialIncomplete) {
            return Outcome.refused(RefusalCode.NOT_AUTHORIZED, String.valueOf(credentialIncomplete.getMessage()));
        }
        HttpCall call = HttpCall.post(uri, session.context().withAction(action))
                .body("application/json; charset=UTF-8", bytes)
                .repeatable(repeatable)
                .build();
        return session.transport().send(call);
    }

    private static URI uri(ProxySession session, String method, byte[] body) {
        var parameters = new TreeMap<String, String>();
        parameters.put("method", method);
        parameters.put("app_key", session.credential().setting(FourPxConnector.APP_KEY));
        parameters.put("v", "1.0.0");
        parameters.put("timestamp", Long.toString(session.clock().instant().toEpochMilli()));
        parameters.put("format", "json");
        String sign = FourPxSignature.of(parameters, body, session.credential().secret(FourPxConnector.APP_SECRET));
        parameters.put("sign", sign);
        parameters.put("language", "en");
        Secret token = session.credential().secrets().get("accessToken");
        if (token != null) {
            parameters.put("access_token", token.reveal());
        }
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(session.route().endpoint() + PATH + "?" + query);
    }

    /** The {@code data} of an envelope with result "1"; a success in part is no answer to build upon. */
    private static Outcome<JsonNode> read(HttpReply reply, boolean writing, ProxySession session) {
        return Replies.<JsonNode>byStatus(reply, session).orElseGet(() -> opened(reply, writing, session.redactor()));
    }

    private static Outcome<JsonNode> opened(HttpReply reply, boolean writing, Redactor redactor) {
        return JsonReplies.object(reply, redactor).then(envelope -> {
            switch (envelope.path("result").asText("")) {
                case "1":
                    return Outcome.done(envelope.path("data"));
                case "2":
                    return Outcome.unknown("answered that the request succeeded only in part: "
                            + FourPxErrors.firstOf(envelope, redactor).text());
                case "0":
                    return FourPxErrors.firstOf(envelope, redactor).outcome(writing);
                default:
                    return Outcome.unknown(
                            JsonReplies.quote(reply, "with an envelope without a known result", redactor));
            }
        });
    }
}
