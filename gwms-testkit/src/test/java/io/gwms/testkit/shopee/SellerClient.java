package io.gwms.testkit.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.testkit.http.FakeHttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client of a fake shop, written for its tests: signs as Shopee's documentation says. */
final class SellerClient implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeShopee shop;
    private final FakeHttpServer server;
    String partner = "2001887";
    String key = "fake_partner_key";
    String shopId = "322300222";
    String token = "fake_access_token";

    SellerClient(FakeShopee shop) {
        this.shop = shop;
        this.server = FakeHttpServer.start(shop);
    }

    /** A GET unless there is a body. */
    HttpResponse<String> send(String call, Map<String, String> parameters, String body)
            throws IOException, InterruptedException {
        String path = "/api/v2/" + call;
        long time = shop.clock().instant().getEpochSecond();
        boolean ofShop = !call.startsWith("auth/") && !call.startsWith("push/");
        String signed = partner + path + time + (ofShop ? token + shopId : "");
        Map<String, String> query = new LinkedHashMap<>(parameters);
        query.put("partner_id", partner);
        query.put("timestamp", String.valueOf(time));
        query.put("sign", hmac(signed));
        if (ofShop) {
            query.put("access_token", token);
            query.put("shop_id", shopId);
        }
        String text = query.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + path + "?" + text));
        return HTTP.send(
                body.isEmpty()
                        ? request.build()
                        : request.POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode get(String call, Map<String, String> parameters) throws IOException, InterruptedException {
        return JSON.readTree(send(call, parameters, "").body());
    }

    JsonNode post(String call, String body) throws IOException, InterruptedException {
        return JSON.readTree(send(call, Map.of(), body).body());
    }

    /** A list of the last hour. */
    Map<String, String> lastHour() {
        long now = shop.clock().instant().getEpochSecond();
        return Map.of(
                "time_range_field",
                "update_time",
                "time_from",
                String.valueOf(now - 3_600),
                "time_to",
                String.valueOf(now),
                "page_size",
                "50");
    }

    String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
