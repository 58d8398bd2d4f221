package io.gwms.proxy.qimen;

import io.gwms.internal.json.Excerpt;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.wire.Replies;
import io.gwms.redact.Secret;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Calls of the dialect: public parameters and signature in the query, XML in the body, a flag in every answer. */
record QimenCalls(ProxySession session, QimenTerms terms) {
    static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** Codes of the platform in front of the warehouse that mean that we were not let in. */
    private static final Set<String> STRANGERS =
            Set.of("sign-check-failure", "isv.invalid-app-key", "isv.invalid-timestamp", "invalid-appkey");

    /** An answer: either it succeeded, or why it did not, by the warehouse's code. */
    record Answer(boolean success, String code, String message, QimenXml body) {}

    /** Sends a write, once; an answer without a known flag leaves it unknown. */
    Outcome<Answer> write(CallAction action, String method, QimenXml body) {
        return send(action, method, body, false);
    }

    /** Reads; whatever is unclear about it is a failure that may go away. */
    Outcome<Answer> query(CallAction action, String method, QimenXml body) {
        return Replies.ofRead(send(action, method, body, true));
    }

    private Outcome<Answer> send(CallAction action, String method, QimenXml body, boolean repeatable) {
        byte[] bytes = body.bytes();
        URI uri;
        try {
            uri = uri(method, bytes);
        } catch (IllegalStateException credentialIncomplete) {
            return Outcome.refused(RefusalCode.NOT_AUTHORIZED, String.valueOf(credentialIncomplete.getMessage()));
        }
        HttpCall call = HttpCall.post(uri, session.context().withAction(action))
                .body("text/xml; charset=utf-8", bytes)
                .repeatable(repeatable)
                .build();
        return session.transport().send(call).then(this::judged);
    }

    private URI uri(String method, byte[] body) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("method", terms.methodPrefix() + method);
        parameters.put("timestamp", SECONDS.format(session.clock().instant().atZone(BEIJING)));
        parameters.put("format", "xml");
        parameters.put("app_key", session.credential().setting(QimenConnector.APP_KEY));
        parameters.put("v", "2.0");
        parameters.put("sign_method", "md5");
        parameters.put("customerId", session.credential().setting(QimenConnector.CUSTOMER_ID));
        Secret secret = session.credential().secret(QimenConnector.APP_SECRET);
        parameters.put("sign", QimenSignature.of(parameters, body, secret));
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(session.route().endpoint() + terms.path() + "?" + query);
    }

    private Outcome<Answer> judged(HttpReply reply) {
        return Replies.<Answer>byStatus(reply, session).orElseGet(() -> {
            QimenXml body;
            try {
                body = QimenXml.read(reply.body());
            } catch (IllegalArgumentException notXml) {
                return Outcome.unknown(JsonReplies.quote(reply, "with a body that is not XML", session.redactor()));
            }
            return answer(body, reply);
        });
    }

    private Outcome<Answer> answer(QimenXml body, HttpReply reply) {
        String code = body.text("code");
        String message = Excerpt.of(
                (code.isEmpty() || code.equals("0") ? "" : code + " ") + body.text("message"),
                1_000,
                session.redactor());
        if (STRANGERS.contains(code)) {
            return Outcome.refused(RefusalCode.NOT_AUTHORIZED, message);
        }
        return switch (body.name().equals("response") ? body.text("flag") : "") {
            case "success" -> Outcome.done(new Answer(true, code, message, body));
            case "failure" ->
                Outcome.done(new Answer(false, code, message.isBlank() ? "failed and did not say why" : message, body));
            default ->
                Outcome.unknown(JsonReplies.quote(reply, "with an answer without a known flag", session.redactor()));
        };
    }

    /** A refusal in the warehouse's words; no code is known to mean more than that. */
    static <T> Outcome<T> refused(Answer answer) {
        return Outcome.refused(Refusal.permanent(RefusalCode.INVALID_REQUEST, answer.message()));
    }
}
