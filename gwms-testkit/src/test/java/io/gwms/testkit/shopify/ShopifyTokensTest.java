package io.gwms.testkit.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens that end after an hour, and what gets the next ones. */
class ShopifyTokensTest {
    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T08:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder()
            .clock(clock)
            .expiringTokens("app-1", "shpss_fake", "shpat_first", "shprt_first")
            .build();
    private final ShopClient client = new ShopClient(shop);

    @AfterEach
    void close() {
        client.close();
    }

    private int status(String access) throws Exception {
        return client.post(shop.path(), access, "{\"query\":\"{ shop { name } }\"}")
                .statusCode();
    }

    private JsonNode refresh(String refreshToken) throws Exception {
        return refresh(refreshToken, "shpss_fake");
    }

    private JsonNode refresh(String refreshToken, String clientSecret) throws Exception {
        String form = "grant_type=refresh_token&client_id=app-1&client_secret=" + clientSecret + "&refresh_token="
                + refreshToken;
        return Json.read(client.post("/admin/oauth/access_token", "", form).body(), JsonNode.class);
    }

    private static String error(JsonNode answer) {
        return answer.path("error").asText();
    }

    @Test
    void accessEndsAfterAnHourAndARefreshBringsBothTokensAnew() throws Exception {
        assertThat(status("shpat_first")).isEqualTo(200);
        clock.advance(Duration.ofHours(1));
        assertThat(status("shpat_first")).isEqualTo(401);

        JsonNode fresh = refresh("shprt_first");

        assertThat(fresh.path("expires_in").asLong()).isEqualTo(3600);
        assertThat(fresh.path("refresh_token").asText()).isNotEqualTo("shprt_first");
        assertThat(status(fresh.path("access_token").asText())).isEqualTo(200);
    }

    @Test
    void refreshTokenStaysGoodUntilItsSuccessorIsUsed() throws Exception {
        refresh("shprt_first");
        JsonNode again = refresh("shprt_first");
        assertThat(status(again.path("access_token").asText())).isEqualTo(200);

        assertThat(error(refresh("shprt_first"))).isEqualTo("invalid_grant");
        assertThat(refresh(again.path("refresh_token").asText()).has("access_token"))
                .isTrue();
    }

    @Test
    void refreshTokenIsSpentAtOnceWhenSwitchedSo() throws Exception {
        shop.faults().spendRefreshTokens(true);
        refresh("shprt_first");

        assertThat(error(refresh("shprt_first"))).isEqualTo("invalid_grant");
    }

    @Test
    void refreshHappensThoughItsReplyIsLost() throws Exception {
        shop.faults().spendRefreshTokens(true).loseRefreshReply(1);

        assertThatThrownBy(() -> refresh("shprt_first")).isInstanceOf(IOException.class);
        assertThat(error(refresh("shprt_first"))).as("it is spent").isEqualTo("invalid_grant");
    }

    @Test
    void anotherAppAndAnUninstalledOneGetNothing() throws Exception {
        assertThat(error(refresh("shprt_first", "wrong"))).isEqualTo("invalid_client");
        shop.endGrant();

        assertThat(error(refresh("shprt_first"))).isEqualTo("invalid_grant");
        assertThat(status("shpat_first")).isEqualTo(401);
        assertThat(status("shpat_fake")).as("a token that does not expire").isEqualTo(200);
    }
}
