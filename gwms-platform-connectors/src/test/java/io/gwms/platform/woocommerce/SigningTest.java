package io.gwms.platform.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** OAuth 1.0a signs as the published example does. */
class SigningTest {
    /** OAuth Core 1.0a, appendix A.5; there the secret of a token follows the ampersand, at WooCommerce nothing does. */
    @Test
    void publishedExampleIsSignedAsPublished() {
        String base = Signing.base(
                "GET",
                "http://photos.example.net/photos",
                Map.of("file", "vacation.jpg", "size", "original"),
                Map.of(
                        "oauth_consumer_key", "dpf43f3p2l4k3l03",
                        "oauth_token", "nnch734d00sl2jdk",
                        "oauth_signature_method", "HMAC-SHA1",
                        "oauth_timestamp", "1191242096",
                        "oauth_nonce", "kllo9940pd9333jh",
                        "oauth_version", "1.0"));

        assertThat(Signing.mac("kd94hf93k423kf44&pfkkdhi9sl3r4s00", "HmacSHA1", base))
                .isEqualTo("tR3+Ty81lMeYAr/Fid0kMTYa/WM=");
    }
}
