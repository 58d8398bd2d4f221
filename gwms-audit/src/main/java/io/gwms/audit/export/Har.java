package io.gwms.audit.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Calls as an HTTP Archive 1.2; what the format has no place for is in fields that begin with an underscore. */
final class Har {
    private static final JsonFactory JSON = new JsonFactory();

    private Har() {}

    static String of(List<ApiCall> calls) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeObjectFieldStart("log");
            json.writeStringField("version", "1.2");
            json.writeObjectFieldStart("creator");
            json.writeStringField("name", "GWMS SDK");
            json.writeStringField("version", version());
            json.writeEndObject();
            json.writeArrayFieldStart("entries");
            for (ApiCall call : calls) {
                if (call.phase() != CallPhase.GAP) { // which is no request
                    entry(json, call);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be written in memory", e);
        }
        return text.toString();
    }

    private static String version() {
        return Optional.ofNullable(Har.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static void entry(JsonGenerator json, ApiCall call) throws IOException {
        double millis = call.duration().toNanos() / 1e6;
        json.writeStartObject();
        json.writeStringField("startedDateTime", call.createdAt().toString());
        json.writeNumberField("time", millis);
        request(json, call);
        response(json, call);
        json.writeObjectFieldStart("cache");
        json.writeEndObject();
        json.writeObjectFieldStart("timings");
        json.writeNumberField("send", 0);
        json.writeNumberField("wait", millis);
        json.writeNumberField("receive", 0);
        json.writeEndObject();
        json.writeStringField("_id", call.id());
        json.writeStringField("_action", call.context().action().value());
        json.writeStringField("_outcome", call.statusClass().name());
        json.writeStringField("_error", call.error());
        json.writeEndObject();
    }

    private static void request(JsonGenerator json, ApiCall call) throws IOException {
        json.writeObjectFieldStart("request");
        json.writeStringField("method", call.method());
        json.writeStringField("url", CallUrl.of(call));
        json.writeStringField("httpVersion", "");
        empty(json, "cookies");
        headers(json, call.requestHeaders());
        json.writeArrayFieldStart("queryString");
        for (String pair : call.query().isEmpty() ? new String[0] : call.query().split("&", -1)) {
            int equals = pair.indexOf('=');
            named(
                    json,
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    decoded(equals < 0 ? "" : pair.substring(equals + 1)));
        }
        json.writeEndArray();
        if (call.requestBody().state() != CapturedBody.State.NONE) {
            json.writeObjectFieldStart("postData");
            json.writeStringField("mimeType", mimeType(call.requestHeaders()));
            json.writeArrayFieldStart("params");
            json.writeEndArray();
            json.writeStringField("text", call.requestBody().text());
            json.writeStringField("_state", call.requestBody().state().name());
            json.writeEndObject();
        }
        json.writeNumberField("headersSize", -1);
        json.writeNumberField("bodySize", call.requestBody().size());
        json.writeEndObject();
    }

    private static void response(JsonGenerator json, ApiCall call) throws IOException {
        CapturedBody body = call.responseBody();
        json.writeObjectFieldStart("response");
        json.writeNumberField("status", call.status());
        json.writeStringField("statusText", "");
        json.writeStringField("httpVersion", "");
        empty(json, "cookies");
        headers(json, call.responseHeaders());
        json.writeObjectFieldStart("content");
        json.writeNumberField("size", body.size());
        json.writeStringField("mimeType", mimeType(call.responseHeaders()));
        json.writeStringField("text", body.text());
        json.writeStringField("_state", body.state().name());
        json.writeEndObject();
        json.writeStringField("redirectURL", header(call.responseHeaders(), "location"));
        json.writeNumberField("headersSize", -1);
        json.writeNumberField("bodySize", body.size());
        json.writeEndObject();
    }

    private static void empty(JsonGenerator json, String name) throws IOException {
        json.writeArrayFieldStart(name);
        json.writeEndArray();
    }

    private static void headers(JsonGenerator json, List<String> headers) throws IOException {
        json.writeArrayFieldStart("headers");
        for (String header : headers) {
            int colon = header.indexOf(':');
            named(
                    json,
                    colon < 0 ? header : header.substring(0, colon),
                    colon < 0 ? "" : header.substring(colon + 1).strip());
        }
        json.writeEndArray();
    }

    private static void named(JsonGenerator json, String name, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("value", value);
        json.writeEndObject();
    }

    private static String mimeType(List<String> headers) {
        String type = header(headers, "content-type");
        return type.isEmpty() ? "application/octet-stream" : type;
    }

    private static String header(List<String> headers, String name) {
        return headers.stream()
                .filter(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(header -> header.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** As it reads; as it stands where its escapes are broken. */
    private static String decoded(String raw) {
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return raw;
        }
    }
}
