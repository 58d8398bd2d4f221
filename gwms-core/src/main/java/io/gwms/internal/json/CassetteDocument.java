package io.gwms.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.Cassette;
import io.gwms.evidence.Cassette.Take;
import io.gwms.evidence.ErrorKind;

/** A cassette as a document. */
public final class CassetteDocument {
    private static final int SCHEMA = 1;

    private CassetteDocument() {}

    /** Writes it. */
    public static String write(Cassette cassette) {
        return JsonDocument.writeIndented(json -> {
                    json.number("schema", SCHEMA);
                    json.text("name", cassette.name());
                    JsonDocument.list(json, "takes", cassette.takes(), CassetteDocument::write);
                })
                + "\n";
    }

    private static void write(JsonText json, Take take) {
        json.text("action", take.action());
        JsonDocument.object(json, "request", request -> {
            request.text("method", take.method());
            request.text("host", take.host());
            request.text("path", take.path());
            request.text("query", take.query());
            JsonDocument.texts(request, "headers", take.requestHeaders());
            JsonDocument.object(request, "body", body -> write(body, take.request()));
        });
        JsonDocument.object(json, "response", response -> {
            response.number("status", take.status());
            response.text("errorKind", take.errorKind().value());
            response.text("error", take.error());
            JsonDocument.texts(response, "headers", take.responseHeaders());
            JsonDocument.object(response, "body", body -> write(body, take.response()));
        });
    }

    private static void write(JsonText json, CapturedBody body) {
        json.text("state", body.state().name());
        json.number("size", body.size());
        json.text("sha256", body.sha256());
        json.text("text", body.text());
    }

    /** Reads it. */
    public static Cassette read(String text) {
        int schema = JsonDocument.read(
                "The cassette", 0, SCHEMA, text, document -> (int) JsonDocument.number(document, "schema"));
        return JsonDocument.read(
                "The cassette",
                schema,
                SCHEMA,
                text,
                document -> new Cassette(
                        JsonDocument.text(document, "name"),
                        JsonDocument.list(document, "takes", CassetteDocument::take)));
    }

    private static Take take(JsonNode take) {
        JsonNode request = JsonDocument.child(take, "request");
        JsonNode response = JsonDocument.child(take, "response");
        return new Take(
                JsonDocument.text(take, "action"),
                JsonDocument.text(request, "method"),
                JsonDocument.text(request, "host"),
                JsonDocument.text(request, "path"),
                JsonDocument.text(request, "query"),
                JsonDocument.texts(request, "headers"),
                body(JsonDocument.child(request, "body")),
                (int) JsonDocument.number(response, "status"),
                JsonDocument.texts(response, "headers"),
                body(JsonDocument.child(response, "body")),
                new ErrorKind(JsonDocument.text(response, "errorKind")),
                JsonDocument.text(response, "error"));
    }

    private static CapturedBody body(JsonNode body) {
        return new CapturedBody(
                JsonDocument.constant(body, "state", CapturedBody.State.class),
                JsonDocument.text(body, "text"),
                JsonDocument.number(body, "size"),
                JsonDocument.text(body, "sha256"));
    }
}
