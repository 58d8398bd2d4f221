package io.gwms.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;

/** Speaks HTTP to a fake as a stranger would: nothing of the fake's own code is used. */
public final class PlainClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI server;
    private final Map<String, String> headers;

    public PlainClient(URI server, Map<String, String> headers) {
        this.server = server;
        this.headers = headers;
    }

    /** The same with one more header. */
    public PlainClient with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new PlainClient(server, more);
    }

    public HttpResponse<String> get(String path) throws IOException {
        return send(to(path).GET());
    }

    public HttpResponse<String> post(String path, String body) throws IOException {
        return send(to(path).POST(BodyPublishers.ofString(body)));
    }

    public static JsonNode json(HttpResponse<String> reply) throws IOException {
        return JSON.readTree(reply.body());
    }

    private HttpRequest.Builder to(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server + path));
        headers.forEach(builder::header);
        return builder;
    }

    private static HttpResponse<String> send(HttpRequest.Builder builder) throws IOException {
        try {
            return HTTP.send(builder.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
