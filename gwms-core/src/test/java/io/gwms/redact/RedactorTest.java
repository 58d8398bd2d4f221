package io.gwms.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is hidden in addresses, headers and texts, and how a host changes that. */
class RedactorTest {
    private final Redactor redactor = Redactor.standard();

    @Test
    void errorCodesIdsAndPageTokensSurvive() {
        String text =
                "{\"code\":\"E1001\",\"orderNo\":\"10417\",\"trackingNumber\":\"1Z999AA10123456784\",\"sku\":\"SIGN-1\","
                        + "\"nextToken\":\"cursor-2\",\"app_key\":\"123456\",\"idempotencyKey\":\"k-1\",\"token_type\":\"bearer\","
                        + "\"message\":\"Order 10417: quantity=3, at 10:30\"}";
        RedactedBody body = body(text, "application/json");
        assertThat(body.text()).isEqualTo(text);
        assertThat(body.masked()).isFalse();
        assertThat(body.withheld()).isFalse();
    }

    @Test
    void failureForALogKeepsAllButTheSecretsOfItsMessages() {
        IllegalStateException cause = new IllegalStateException("password=abcd");
        IOException failure = new IOException("GET https://a.example/x?access_token=abcd", cause);
        failure.addSuppressed(new IllegalArgumentException("token: abcd"));
        cause.initCause(failure);

        Throwable shown = redactor.forLog(failure);

        assertThat(shown).hasMessage("java.io.IOException: GET https://a.example/x?access_token=***");
        assertThat(shown.getStackTrace()).isEqualTo(failure.getStackTrace());
        assertThat(shown.getCause())
                .hasMessage("java.lang.IllegalStateException: password=***")
                .hasNoCause();
        assertThat(shown.getSuppressed())
                .singleElement()
                .satisfies(one -> assertThat(one.getMessage()).endsWith("token: ***"));
    }

    @Test
    void urlLosesUserInfoAndSensitiveQueryOnly() {
        assertThat(redactor.url(
                        "https://u:p%40ss@api.example.com:8443/a/b?x=%2F1&acce%73s_token=ab%26cd&sign=ff&y=a+b#top"))
                .isEqualTo("https://api.example.com:8443/a/b?x=%2F1&acce%73s_token=***&sign=***&y=a+b#top");
        assertThat(redactor.url("/callback?code=abcd&state=1")).isEqualTo("/callback?code=***&state=1");
        assertThat(redactor.url("https://a.example/#access_token=abcd&n=1"))
                .isEqualTo("https://a.example/#access_token=***&n=1");
        assertThat(redactor.url("https://u:p/ss@a.example/x")).isEqualTo("https://a.example/x");
        assertThat(redactor.url("http://localhost:8080/x;jsessionid=abcd?b=2"))
                .isEqualTo("http://localhost:8080/x;jsessionid=***?b=2");
        assertThat(redactor.url("http://[::1]:8080/x")).isEqualTo("http://[::1]:8080/x");
    }

    @Test
    void whatOnlySoundsLikeASecretShows() {
        for (String text : List.of(
                "Unrecognized token 'Service': was expecting a value",
                "password is incorrect",
                "Token expired at 2026-01-02T03:04:05Z",
                "the sign TSHIRT-1 fell off",
                "{\"tags\":[\"pin\",\"brooch\"],\"name\":\"Cookies\",\"sku\":\"A-1\"}",
                "<product><name>Cookies</name><sku>A-1</sku></product>",
                "Tom &amp; Jerry &#38; Co",
                "mailto:ann@example.com, To:bob@example.com",
                "at 10:30@Bonn and 2026-01-02T03:04:05+08:00@Bonn",
                "sort -u orders, git@a.example:shop/orders.git, host.example:8080",
                "rules:\n  - token\n  - sku",
                "tracking 1Z999AA10123456784 of order 10417")) {
            assertThat(redactor.text(text)).isEqualTo(text);
        }
        assertThat(redactor.header("Access-Control-Allow-Credentials", "true")).isEqualTo("true");
    }

    @Test
    void headersAreMaskedByNameCookiesPerPair() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("AUTHORIZATION", List.of("Bearer abcd"));
        headers.put("X-Vendor-Key", List.of("abcd"));
        headers.put("X-Shopify-Hmac-Sha256", List.of("abcd"));
        headers.put("Cookie", List.of("a=abcd; b=efgh"));
        headers.put("Set-Cookie", List.of("sid=abcd; Path=/; HttpOnly", "t=efgh"));
        headers.put("Location", List.of("/next?token=abcd&p=2"));
        headers.put("Content-Type", List.of("application/json; charset=utf-8"));
        headers.put("Idempotency-Key", List.of("k-1"));
        assertThat(redactor.headers(headers).toString())
                .isEqualTo(
                        "{AUTHORIZATION=[***], X-Vendor-Key=[***], X-Shopify-Hmac-Sha256=[***], Cookie=[a=***; b=***],"
                                + " Set-Cookie=[sid=***; Path=/; HttpOnly, t=***], Location=[/next?token=***&p=2],"
                                + " Content-Type=[application/json; charset=utf-8], Idempotency-Key=[k-1]}");
    }

    @Test
    void freeTextIsMaskedByWordsShapesAndUrls() {
        assertThat(redactor.text(
                        "POST https://u:pw@a.example/x?sign=ff&n=1 failed: Credentials[user=bob, password=ab,cd, n=2]"
                                + " Authorization: Bearer abcd"))
                .isEqualTo("POST https://a.example/x?sign=***&n=1 failed: Credentials[user=bob, password=***, n=2]"
                        + " Authorization: ***");
        assertThat(redactor.text("used Bearer abc.d-e, then eyJhbGciOiJIUzI1NiJ9.e30.x_y and shpat_0123456789abcdef!"))
                .isEqualTo("used Bearer ***, then *** and ***!");
        assertThat(redactor.text("Invalid API key: abcd (order 10417)"))
                .isEqualTo("Invalid API key: *** (order 10417)");
    }

    @Test
    void aPasswordBesideItsUserIsHiddenInFreeText() {
        Map.of(
                        "curl -u bob:s3cr-t https://a.example/x", "curl -u bob:*** https://a.example/x",
                        "curl -ubob:s3cr-t -X POST", "curl -ubob:*** -X POST",
                        "curl --user 'bob:s3 cr-t' x", "curl --user 'bob:***' x",
                        "curl --proxy-user=bob:s3cr-t x", "curl --proxy-user=bob:*** x",
                        "cannot reach bob:s3cr-t@db.example:5432/gwms", "cannot reach bob:***@db.example:5432/gwms",
                        "dial tcp: jane.doe:s3@cr-t@10.0.0.1 refused", "dial tcp: jane.doe:***@10.0.0.1 refused",
                        "jdbc:oracle:thin:scott/s3cr-t@//db.example:1521/x", "jdbc:***@//db.example:1521/x",
                        "{\"hint\":\"use bob:s3cr-t@host.example\"}", "{\"hint\":\"use bob:***@host.example\"}")
                .forEach((text, masked) -> {
                    assertThat(redactor.text(text)).isEqualTo(masked);
                    assertThat(redactor.text(masked)).isEqualTo(masked);
                });
        assertThat(redactor.body("see bob:s3cr".getBytes(UTF_8), true, "text/plain")
                        .text())
                .isEqualTo("see bob:***");
    }

    @Test
    void whatReadsAsAUserBeforeItsColonIsLookedThroughForSecrets() {
        Map.of(
                        "-u={\":\" \"", "-u={\":\" \"",
                        "-u x\"y:s3\"cr-t \"a", "-u x\"y:***\"*** \"a",
                        "-u={{{\"\nclient_secret=s3cr-t\n:", "-u={{{\"\nclient_secret=***\n:",
                        "sort -u 'a\ntoken: s3cr-t\nb", "sort -u 'a\ntoken:***",
                        "curl -u \"<token>s3cr-t</token> at 10:30\"", "curl -u \"<token>***</token> at 10:***\"",
                        "curl -u token: s3cr-t", "curl -u token: ***")
                .forEach((text, masked) -> {
                    assertThat(redactor.text(text)).isEqualTo(masked);
                    assertThat(redactor.text(masked)).isEqualTo(masked);
                });
    }

    @Test
    void whatReadsAsTheValueOfANameIsReadAsANameToo() {
        Map.of(
                        "Invalid Bearer token: s3cr-t", "Invalid Bearer ***: ***",
                        "Bearer token k7Q2k7Q2k7Q2k7Q2", "Bearer *** ***",
                        "error: token: (password: s3cr-t)", "error: token: *** ***)",
                        "\"token\":\nclient_secret: s3cr-t", "\"token\":\nclient_secret: ***",
                        "'token':\n  'password': 's3cr-t'", "'token':\n  'password': '***'",
                        "token:\n  -u bob:s3cr-t", "token:\n  *** bob:***",
                        "token:\n  s3cr9t==\nb: 1", "token:\n  ***\nb: 1")
                .forEach((text, masked) -> {
                    assertThat(redactor.text(text)).isEqualTo(masked);
                    assertThat(redactor.text(masked)).isEqualTo(masked);
                });
    }

    @Test
    void whatStandsForAHostOrAnAttributeIsReadWhereItIsNone() {
        Map.of(
                        "x://token=s3cr-t/a", "x://token=***",
                        "<param name=\ntoken: s3cr-t\n", "<param name=\ntoken: ***\n",
                        "<a token:s3cr-t", "<a token:***",
                        "<a -u bob:s3cr-t = 'x'>", "<a -u bob:*** = 'x'>")
                .forEach((text, masked) -> assertThat(redactor.text(text)).isEqualTo(masked));
        assertThat(redactor.url("//token=s3cr-t:80/a")).doesNotContain("s3cr");
        assertThat(redactor.header("Set-Cookie", "token: s3cr-t; n=1")).doesNotContain("s3cr");
        assertThat(redactor.header("Cookie", "token: s3cr-t\nn=1")).doesNotContain("s3cr");
        assertThat(redactor.text("<input disabled name=sku value=A-1>"))
                .isEqualTo("<input disabled name=sku value=A-1>");
    }

    @Test
    void flagsAndQuotesByTheThousandTakeTimeInProportion() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (String piece :
                List.of("-u=,", "-u=\"'", "-u=\"\ntoken=x\n", "\"token\":\n\"a ", "[\"-ua:\",\"-----BEGIN \"]")) {
            String text = piece.repeat(1_000_000 / piece.length());
            long start = threads.getCurrentThreadCpuTime(); // other work on the machine does not lengthen it
            redactor.text(text);
            assertThat(threads.getCurrentThreadCpuTime() - start).as(piece).isLessThan(5_000_000_000L);
        }
    }

    @Test
    void personalDataIsHiddenOnlyWhenAskedFor() {
        String order =
                "{\"order_number\":\"10417\",\"email\":\"jane@example.com\",\"shipping_address\":{\"name\":\"Jane Doe\","
                        + "\"phone\":\"+4912345\",\"address1\":\"Main St 1\",\"city\":\"Bonn\"},\"items\":[{\"name\":\"Blue shirt\"}]}";
        assertThat(json(order)).isEqualTo(order);
        assertThat(Redactor.builder().withPersonalData().build().text(order))
                .isEqualTo(
                        "{\"order_number\":\"10417\",\"email\":\"j***@example.com\",\"shipping_address\":{\"name\":\"J***\","
                                + "\"phone\":\"+***\",\"address1\":\"***\",\"city\":\"Bonn\"},\"items\":[{\"name\":\"Blue shirt\"}]}");
    }

    @Test
    void ofAMailAddressNothingShowsButWhereItBeginsAndItsHost() {
        Redactor personal = Redactor.builder().withPersonalData().build();
        assertThat(personal.text("email: \"jane@example.com, bob@example.com token=s3cr-t\""))
                .isEqualTo("email: \"j***@example.com***\"");
    }

    @Test
    void aPathHidesOnlyWhatStandsThere() {
        Redactor own = Redactor.builder()
                .mask("data.buyer.name")
                .mask("order.lines.price")
                .build();
        assertThat(own.text("{\"data\":{\"buyer\":{\"name\":\"abcd\"},\"name\":\"n\"},\"buyer\":{\"name\":\"n\"}}"))
                .isEqualTo("{\"data\":{\"buyer\":{\"name\":\"***\"},\"name\":\"n\"},\"buyer\":{\"name\":\"n\"}}");
        assertThat(own.text("{\"x\":{\"order\":{\"lines\":[{\"price\":\"abcd\",\"sku\":\"A\"}]}},\"price\":1}"))
                .isEqualTo("{\"x\":{\"order\":{\"lines\":[{\"price\":\"***\",\"sku\":\"A\"}]}},\"price\":1}");
        assertThat(own.text("<data><buyer><name>abcd</name></buyer><name>n</name></data>"))
                .isEqualTo("<data><buyer><name>***</name></buyer><name>n</name></data>");
    }

    @Test
    void anExceptionIsToldWithItsCausesAndNothingOfTheirSecrets() {
        IllegalStateException failure = new IllegalStateException(
                "for token=abcd1234", new IOException("https://u:abcd1234@a.example/?sign=abcd1234"));
        failure.addSuppressed(new IOException("password: abcd1234"));
        failure.getCause().initCause(failure);

        assertThat(redactor.text(failure))
                .isEqualTo(
                        "java.lang.IllegalStateException: for token=***; suppressed: java.io.IOException: password: ***;"
                                + " caused by: java.io.IOException: https://a.example/?sign=***");
    }

    @Test
    void namesCanBeHiddenAndShownAsTheHostWants() {
        Redactor own = Redactor.builder().mask("app_key").mask("otp", Mask.NONE).build();
        assertThat(own.text("{\"appKey\":\"1\",\"otp\":\"2\"}")).isEqualTo("{\"appKey\":\"***\",\"otp\":\"2\"}");
        assertThatThrownBy(() -> Redactor.builder().mask("-")).hasMessageContaining("«-»");
    }

    @Test
    void aThrowingRuleHidesTheWholeText() {
        Redactor broken = Redactor.builder()
                .rule((owner, name) -> {
                    throw new IllegalStateException("broken rule");
                })
                .build();
        assertThat(broken.text("{\"a\":\"abcd\"}")).isEqualTo("<withheld 12 bytes>");
        assertThat(broken.url("https://a.example/?a=abcd")).startsWith("<withheld");
        assertThat(broken.header("A", "abcd")).startsWith("<withheld");
        assertThat(broken.body("a=abcd".getBytes(UTF_8), false, null).withheld())
                .isTrue();
    }

    @Test
    void partsOfPathsAreHiddenByTemplatesWhereverTheUrlStands() {
        Redactor paths =
                Redactor.builder().maskPath("/hooks/{token}").maskPath("/v1/*/{account}/keys/{key}").build().toBuilder()
                        .build();

        assertThat(paths.url("https://a.example/hooks/k7Q/orders?page=2"))
                .isEqualTo("https://a.example/hooks/***/orders?page=2");
        assertThat(paths.url("/h%6Foks/k7Q")).isEqualTo("/h%6Foks/***");
        assertThat(paths.url("/v1/eu/acme/keys/k7Q/x")).isEqualTo("/v1/eu/***/keys/***/x");
        assertThat(paths.url("/v1/eu/acme/locks/k7Q")).isEqualTo("/v1/eu/acme/locks/k7Q");
        assertThat(paths.url("/other/hooks/k7Q")).isEqualTo("/other/hooks/k7Q");
        assertThat(paths.text("GET http://a.example/hooks/k7Q failed"))
                .isEqualTo("GET http://a.example/hooks/*** failed");
        assertThat(paths.body("{\"next\":\"https:\\/\\/a.example\\/hooks\\/k7Q\"}".getBytes(UTF_8), false, null)
                        .text())
                .doesNotContain("k7Q");
        assertThat(paths.header("Location", "/hooks/k7Q")).isEqualTo("/hooks/***");
        assertThat(paths.body("https://a.example/hooks/k7".getBytes(UTF_8), true, null)
                        .text())
                .doesNotContain("k7");
    }

    @Test
    void aTemplateThatHidesNothingIsRefusedInWords() {
        for (String bad : List.of("hooks/{token}", "/hooks/token", "/hooks/a{token}", "/hooks/{}", "")) {
            assertThatThrownBy(() -> Redactor.builder().maskPath(bad))
                    .hasMessageContaining("«" + bad + "»")
                    .hasMessageContaining("/hooks/{token}");
        }
    }

    private String json(String text) {
        return body(text, "application/json").text();
    }

    private RedactedBody body(String text, String contentType) {
        return redactor.body(text.getBytes(UTF_8), false, contentType);
    }
}
