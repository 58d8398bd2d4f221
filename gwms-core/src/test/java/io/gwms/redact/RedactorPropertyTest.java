package io.gwms.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RedactorPropertyTest {
    private static final String SECRET = "QzV7kW3mXp9LtR2yHd";
    private static final List<String> NAMES = List.of(
            "access_token", "clientSecret", "PASSWORD", "sign", "x-api-key", "\\u0073ecret", "app\\u005Fsecret");
    private static final List<String> KEYS = List.of("id", "order", "sku", "note", "lines", "größe", "a b", "q\\\"q");
    private static final List<String> TEXTS = List.of(
            "",
            "blue shirt",
            "10417",
            "a\\\"b\\\\c",
            "\\u00e9tage \\/",
            "x=1",
            "5 > 4 & 3 < 4",
            "https:\\/\\/a.example\\/x?y=%20z",
            "{",
            "[1",
            "日本");

    private final Redactor redactor = Redactor.standard();

    /** A document with a place to plant at: {@code @}. */
    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.randomValue(random -> document(random, random.nextInt(5)));
    }

    @Provide
    Arbitrary<String> forms() {
        return Arbitraries.randomValue(random -> {
            String name = pick(random, "access_token", "user%5Bpassword%5D", "S%69gn", "code", "hmac");
            String before = pick(random, "", "a=1&", "a=%7B%22x%22%3A1%7D&", "b&c=&", "q=a+b%26c%3Dd&");
            return before + name + "=@" + pick(random, "", "&z=9", "&z=%2F+&z", "&");
        });
    }

    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.strings()
                .withChars("{}[]\"'\\:,=&<>/?#@%;! \n\r\tu002ntokesign-A1.é\uD83D")
                .ofMaxLength(80);
    }

    @Property(tries = 300)
    void jsonShowsItsSecretAtNoCutAndIsOtherwiseUnchanged(@ForAll("documents") String document) {
        holds(document, "application/json");
    }

    @Property(tries = 200)
    void jsonInAStringOfJsonDoesLikewise(@ForAll("documents") String document) {
        String inner = document.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        holds("{\"outer\":[\"" + inner + "\"],\"n\":1.50}", "application/json");
    }

    @Property(tries = 200)
    void formsDoLikewise(@ForAll("forms") String form) {
        holds(form, "application/x-www-form-urlencoded");
        holds("https://a.example/p?" + form, null);
    }

    @Provide
    Arbitrary<String> markup() {
        return Arbitraries.randomValue(random ->
                pick(random, "", "<?xml version=\"1.0\"?>\n", "<!-- a -->") + element(random, random.nextInt(4)));
    }

    @Provide
    Arbitrary<String> parts() {
        return Arbitraries.randomValue(random -> {
            StringBuilder body = new StringBuilder(pick(random, "", "preamble\r\n"));
            int planted = random.nextInt(3);
            for (int i = 0; i < 3; i++) {
                body.append("--B\r\n")
                        .append(i == planted ? secretPart(random) : harmlessPart(random))
                        .append("\r\n");
            }
            return body.append("--B--\r\n").toString();
        });
    }

    @Property(tries = 300)
    void xmlDoesLikewise(@ForAll("markup") String markup) {
        holds(markup, "text/xml");
    }

    @Property(tries = 200)
    void multipartDoesLikewise(@ForAll("parts") String parts) {
        String text = parts.replace("@", SECRET);
        String type = "multipart/form-data; boundary=B";
        String masked = redactor.body(text.getBytes(UTF_8), false, type).text();
        assertThat(masked).isEqualTo(parts.replace("@", "***"));
        for (int cut = 0; cut < text.length(); cut++) {
            byte[] prefix = text.substring(0, cut).getBytes(UTF_8);
            hidden(redactor.body(prefix, true, type).text(), text);
        }
    }

    /** Where the whole of a part of the URL goes, so that only what shows is held. */
    @Property(tries = 200)
    void userInfoPathsAndCookiesShowAtNoCut(@ForAll("forms") String form) {
        Redactor paths = Redactor.builder().maskPath("/hooks/{token}").build();
        for (String text : List.of(
                "https://user:" + SECRET + "@a.example/x?" + form.replace("@", ""),
                "see https://a.example/hooks/" + SECRET + "/x?" + form.replace("@", ""),
                "Authorization: Bearer " + SECRET + "\nnext",
                "Cookie: a=1; session=" + SECRET + "; b=2\n" + form.replace("@", ""))) {
            for (int cut = 0; cut <= text.length(); cut++) {
                byte[] prefix = text.substring(0, cut).getBytes(UTF_8);
                hidden(paths.body(prefix, true, "text/plain").text(), text);
                hidden(paths.text(text.substring(0, cut)), text);
            }
        }
    }

    /** No URL and no name announces it; a text that was not cut shows its user and its host. */
    @Property(tries = 200)
    void passwordsBesideTheirUsersShowAtNoCut(@ForAll("forms") String form) {
        for (String text : List.of(
                "curl -u ann:@ https://a.example/x?" + form.replace("@", ""),
                "curl -s -uann:@ https://a.example/x",
                "curl --user 'ann:@ @' https://a.example/x",
                "tcp ann:@@a.example:80 refused; " + form.replace("@", ""))) {
            String planted = text.replaceFirst("@", SECRET).replaceFirst("@'", SECRET + "'");
            assertThat(redactor.text(planted)).isEqualTo(text.replaceFirst("@( @)?", "***"));
            for (int cut = 0; cut <= planted.length(); cut++) {
                byte[] prefix = planted.substring(0, cut).getBytes(UTF_8);
                hidden(redactor.body(prefix, true, "text/plain").text(), planted);
            }
        }
    }

    @Property(tries = 1000)
    void garbageNeverThrowsAndIsStableOnceMasked(@ForAll("garbage") String garbage) {
        String once = redactor.text(garbage);
        assertThat(redactor.text(once)).isEqualTo(once);
        redactor.url(garbage);
        redactor.header(garbage, garbage);
        redactor.body(garbage.getBytes(UTF_8), true, garbage);
    }

    @Property(tries = 1000)
    void knownSecretsShowInNoGarbageAtNoCut(@ForAll("garbage") String before, @ForAll("garbage") String after) {
        var known = new KnownSecrets();
        known.add(Secret.of(SECRET));
        Redactor scrubbing = Redactor.builder().knownSecrets(known).build();
        String text = before + SECRET + after;
        hidden(scrubbing.text(text), text);
        hidden(scrubbing.url(text), text);
        hidden(scrubbing.header("A", text), text);
        for (int cut = before.length(); cut < before.length() + SECRET.length(); cut++) {
            hidden(
                    scrubbing
                            .body(text.substring(0, cut).getBytes(UTF_8), true, null)
                            .text(),
                    text);
        }
    }

    @Property(tries = 1000)
    void aNamedSecretOnItsOwnLineShowsAfterNoGarbage(
            @ForAll("garbage") String before, @ForAll("garbage") String after) {
        String text = before + "\nclient_secret=" + SECRET + "\n" + after;
        hidden(redactor.text(text), text);
        hidden(redactor.body(text.getBytes(UTF_8), true, "application/json").text(), text);
    }

    private void holds(String document, @org.jspecify.annotations.Nullable String type) {
        String text = document.replace("@", SECRET);
        String masked = redactor.body(text.getBytes(UTF_8), false, type).text();
        assertThat(masked).isEqualTo(document.replace("@", "***"));
        assertThat(redactor.body(masked.getBytes(UTF_8), false, type).text()).isEqualTo(masked);
        for (int cut = 0; cut < text.length(); cut++) {
            byte[] prefix = text.substring(0, cut).getBytes(UTF_8);
            hidden(redactor.body(prefix, true, type).text(), text);
            hidden(redactor.text(text.substring(0, cut)), text);
        }
    }

    private static void hidden(String shown, String input) {
        for (int i = 0; i + 4 <= SECRET.length(); i++) {
            assertThat(shown).as(input).doesNotContain(SECRET.substring(i, i + 4));
        }
    }

    private static String document(Random random, int depth) {
        String planted = "\"" + pick(random, NAMES) + "\"" + space(random) + ":" + space(random)
                + pick(random, "\"@\"", "\"@\"", "\"@\"");
        String member = depth == 0 ? planted : "\"" + pick(random, KEYS) + "\":" + document(random, depth - 1);
        var out = new StringBuilder(space(random)).append('{');
        for (int i = random.nextInt(3); i > 0; i--) {
            out.append(harmless(random)).append(',').append(space(random));
        }
        out.append(member).append(space(random));
        for (int i = random.nextInt(3); i > 0; i--) {
            out.append(',').append(harmless(random));
        }
        return random.nextInt(4) == 0
                ? "[1," + out.append("}, null]")
                : out.append('}').toString();
    }

    private static String element(Random random, int depth) {
        String before = random.nextBoolean() ? "<id n=\"7\">12</id>" : space(random);
        String inner = depth > 0
                ? element(random, depth - 1)
                : pick(
                        random,
                        "<access_token>@</access_token>",
                        "<ns:clientSecret a=\"1\">@</ns:clientSecret>",
                        "<login user=\"ann\" password=\"@\"/>",
                        "<field value=\"@\" name=\"secret\"/>",
                        "<a  Sign = '@' >5 &gt; 4</a>");
        String after = random.nextBoolean() ? "<note>5 &gt; 4 &#233; tage</note>" : "<empty/>";
        return "<r" + depth + ">" + before + inner + after + "</r" + depth + ">";
    }

    private static String secretPart(Random random) {
        return pick(
                random,
                "Content-Disposition: form-data; name=\"password\"\r\n\r\n@",
                "Content-Disposition: form-data; name=\"f\"; filename=\"a.json\"\r\nContent-Type: application/json\r\n\r\n"
                        + document(random, 1),
                "Content-Disposition: form-data; name=\"f\"\r\nContent-Type: text/xml\r\n\r\n" + element(random, 1));
    }

    private static String harmlessPart(Random random) {
        return pick(
                random,
                "Content-Disposition: form-data; name=\"note\"\r\n\r\nblue shirt, 5 > 4",
                "Content-Disposition: form-data; name=\"id\"\r\n\r\n10417",
                "Content-Type: application/json\r\n\r\n{\"order\":[1,2]}");
    }

    private static String harmless(Random random) {
        String value = pick(random, "12", "-1.50e+3", "true", "null", "[]", "{}", "[[1], {\"a\":\"b\"}]", "");
        return "\"" + pick(random, KEYS) + "\":" + (value.isEmpty() ? "\"" + pick(random, TEXTS) + "\"" : value);
    }

    private static String space(Random random) {
        return pick(random, "", "", " ", "\n  ");
    }

    private static String pick(Random random, List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String pick(Random random, String... all) {
        return pick(random, List.of(all));
    }
}
