package io.gwms.testkit.fourpx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Signs and sends as the document says, written apart from the fake. */
final class FourPxClient {
    static final String KEY = "test-app";
    static final String SECRET = "test-secret";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI server;
    private final InstantSource clock;

    FourPxClient(URI server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
    }

    Map<String, String> parameters(String method) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("v", "1.0.0");
        parameters.put("method", method);
        parameters.put("timestamp", Long.toString(clock.instant().toEpochMilli()));
        parameters.put("app_key", KEY);
        parameters.put("format", "json");
        return parameters;
    }

    static String sign(Map<String, String> parameters, String body, String secret) {
        String text = parameters.keySet().stream()
                        .sorted()
                        .map(name -> name + parameters.get(name))
                        .collect(Collectors.joining())
                + body
                + secret;
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return "%032x".formatted(new BigInteger(1, md5));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The raw answer; an {@link IOException} when there is none. */
    HttpResponse<String> raw(String method, String body) throws IOException {
        Map<String, String> parameters = parameters(method);
        parameters.put("sign", sign(parameters, body, SECRET));
        return send(parameters, body);
    }

    HttpResponse<String> send(Map<String, String> parameters, String body) throws IOException {
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(server + "/router/api/service?" + query))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode call(String method, String body) throws IOException {
        return JSON.readTree(raw(method, body).body());
    }

    static Instant millis(JsonNode node) {
        return Instant.ofEpochMilli(Long.parseLong(node.textValue()));
    }
}
