package io.gwms.proxy.qimen;

import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.CallbackNotice;
import io.gwms.proxy.CallbackReply;
import io.gwms.proxy.CallbackVerdict;
import io.gwms.proxy.CallbackVerdict.Authentic;
import io.gwms.proxy.CallbackVerdict.Rejected;
import io.gwms.proxy.CallbackVerdict.Why;
import io.gwms.proxy.ReadCallback;
import io.gwms.proxy.StatusCallbacks;
import io.gwms.redact.Secret;
import io.gwms.task.BusinessType;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Confirmations and reports of the warehouse, signed like a call of ours. The quantities of a confirmation are increments,
 * so they are hints to look. An event is told apart by its method and its outBizCode, or where it has none by its bytes.
 */
final class QimenCallbacks implements StatusCallbacks {
    private final Duration tolerance;

    QimenCallbacks(Duration tolerance) {
        this.tolerance = tolerance;
    }

    @Override
    public CallbackVerdict read(ReadCallback request) {
        CallbackDelivery delivery = request.delivery();
        Map<String, String> parameters =
                parameters(Optional.ofNullable(delivery.target().getRawQuery()).orElse(""));
        Secret secret = request.credential().secrets().get(QimenConnector.APP_SECRET);
        String sign = parameters.getOrDefault("sign", "");
        if (sign.isEmpty()) {
            return new Rejected(Why.UNSIGNED, "its query has no sign");
        }
        if (secret == null) {
            return new Rejected(
                    Why.NO_SECRET, "the credential has no secret '" + QimenConnector.APP_SECRET + "' to check it with");
        }
        byte[] expected = QimenSignature.of(parameters, delivery.body(), secret).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, sign.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))) {
            return new Rejected(Why.FORGED, "its sign does not fit its query and its bytes");
        }
        Optional<Instant> at = QimenPapers.time(parameters.getOrDefault("timestamp", ""));
        if (at.isEmpty()) {
            return new Rejected(Why.UNREADABLE, "its timestamp is no time of Beijing");
        }
        if (Duration.between(at.get(), delivery.receivedAt()).abs().compareTo(tolerance) > 0) {
            return new Rejected(
                    Why.STALE,
                    "it was signed at " + at.get() + " and came at " + delivery.receivedAt() + ", further apart than "
                            + tolerance);
        }
        return read(parameters.getOrDefault("method", ""), delivery.body());
    }

    private static CallbackVerdict read(String method, byte[] body) {
        QimenXml request;
        try {
            request = QimenXml.read(body);
        } catch (IllegalArgumentException notXml) {
            return new Rejected(Why.UNREADABLE, "its body is not XML");
        }
        for (String head : List.of("deliveryOrder", "entryOrder", "order")) {
            for (QimenXml paper : request.all(head)) {
                return told(method, body, head, paper);
            }
        }
        return new Authentic(id(method, "", body), List.of());
    }

    private static CallbackVerdict told(String method, byte[] body, String head, QimenXml paper) {
        String id = id(method, paper.text("outBizCode"), body);
        String code = paper.text(head + "Code");
        String number = paper.text(head + "Id");
        String type = paper.text("orderType");
        if (code.isEmpty() && number.isEmpty()) {
            return new Authentic(id, List.of());
        }
        boolean inbound = head.equals("entryOrder") || (head.equals("order") && type.endsWith("RK"));
        String word = head.equals("order") ? paper.text("processStatus") : paper.text("status");
        return new Authentic(
                id,
                List.of(new CallbackNotice(
                        inbound ? BusinessType.INBOUND : BusinessType.OUTBOUND, code, number, word)));
    }

    private static String id(String method, String outBizCode, byte[] body) {
        if (!outBizCode.isEmpty()) {
            return method + " " + outBizCode;
        }
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(method.getBytes(StandardCharsets.UTF_8));
            all.writeBytes(body);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    parameters.putIfAbsent(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException notEncoded) {
                    parameters.putIfAbsent(pair.substring(0, equals), "");
                }
            }
        }
        return parameters;
    }

    /** The dialect asks for a flag in the answer. */
    @Override
    public CallbackReply reply(CallbackVerdict verdict) {
        int status = CallbackReply.standard(verdict).status();
        QimenXml response = QimenXml.of("response")
                .put("flag", status == 200 ? "success" : "failure")
                .put("code", status == 200 ? "0" : Integer.toString(status))
                .put("message", status == 200 ? "ok" : "not taken");
        return new CallbackReply(200, "text/xml;charset=UTF-8", response.bytes());
    }
}
