package io.gwms.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One secret in every place a call can hold one: it shows in none, wherever the text is cut. */
class PlantedSecretsTest {
    private static final String SECRET = "QzV7kW3mXp9LtR2yHd";
    private static final Redactor REDACTOR = Redactor.standard();

    private static final List<String> TEXTS = List.of(
            "{\"access_token\":\"@\"}",
            "{\"a\":{\"b\":[1,{\"clientSecret\":\"@\"}]}}",
            "{\"a\":\"{\\\"refresh_token\\\":\\\"@\\\"}\"}",
            "\"{\\\"pwd\\\":\\\"@\\\"}\"",
            "{\"\\u0070assword\":\"@\"}",
            "{\"password\":[\"@\",{\"x\":\"@\"}]}",
            "{\"headers\":[{\"name\":\"Cookie\",\"value\":\"a=@\"}]}",
            "{\"url\":\"https:\\/\\/a.example\\/?sign=@\"}",
            "{\"msg\":\"sent Authorization: Bearer @\"}",
            "{\"xml\":\"<token>@</token>\"}",
            "{\"form\":\"a=1&access_token=@\"}",
            "{\"log\":\"line one\\npassword=@\\nline\"}",
            "{token=@, b=2}",
            "{'token': '@'}",
            "{\"a\":1 \"token\":\"@\"}",
            "a=1&app_secret=@&b=2",
            "body=%7B%22secret%22%3A%22@%22%7D",
            "u=https%3A%2F%2Fa.example%2F%3Ftoken%3D@",
            "x=%257B%2522secret%2522%253A%2522@%2522%257D",
            "<r><Password>@</Password></r>",
            "<r><auth><user>u</user><x>@</x></auth></r>",
            "<r token=\"@\"/>",
            "<r><p name='apiKey' value='@'/></r>",
            "<r><p value='@' name='apiKey'/></r>",
            "<soap:Envelope><w:Token><![CDATA[@]]></w:Token></soap:Envelope>",
            "<r>{\"token\":\"@\"}</r>",
            "<r>&lt;token&gt;@&lt;/token&gt;</r>",
            "<html><body><input name=password value=@ ></body>",
            "<meta name=\"csrf-token\" content=\"@\">",
            "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n@\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\npassword=@\r\n--b--",
            "GET https://a.example/p?x=1&hmac=@ HTTP/1.1",
            "GET https://a.example/p?x=1&code=@ timed out",
            "GET /callback?state=1&code=@&x=2 HTTP/1.1",
            "if a <b and token: @ then",
            "1 </ token=@",
            "https://user:@@a.example/path",
            "Authorization: Basic @",
            "curl -H 'X-Shopify-Access-Token: @' https://a.example",
            "curl -H \"Cookie: a=1; b=@\" https://a.example",
            "java.io.IOException: 401 for Account[id=7, apiKey=@, shop=x]",
            "refused: {\\\"token\\\":\\\"@\\\"}",
            "jdbc:postgresql://db/x?user=u&password=@",
            "the token was eyJhbGciOiJIUzI1NiJ9.@.@",
            "tried shpat_@ in vain",
            "client secret = @",
            "user[password]=@",
            "Set-Cookie: sid=@; Path=/",
            "-----BEGIN PRIVATE KEY-----\n@\n-----END PRIVATE KEY-----",
            "password: \"@ @\"",
            "pwd='@\"@'",
            "token:@\nnext line",
            "response <error><sign>@</sign></error>",
            "{\"pass\\u0077ord\":\"@\"}",
            "{\"token\":\"x\",\"token\":\"@\"}",
            "\uFEFF{\"password\":\"@\"}",
            "{\"password[]\":[\"@\"]}",
            "{\"a\":\"{\\\"b\\\":\\\"{\\\\\\\"token\\\\\\\":\\\\\\\"@\\\\\\\"}\\\"}\"}",
            "[[\"password\",\"@\"]]",
            "{\"headers\":[\"X-Api-Key\",\"@\",\"Accept\",\"*/*\"]}",
            "{\"k\":\"token\",\"v\":\"@\"}",
            "{\"password1\":\"@\",\"password_confirmation\":\"@\"}",
            "{\"token_2\":\"@\"}",
            "{\"passwordHash\":\"@\"}",
            "{\"bearer\":\"@\"}",
            "{\"error\":\"Invalid token '@'\"}",
            "{\"error\":\"the secret @ has expired\"}",
            "{\"html\":\"&quot;token&quot;:&quot;@&quot;\"}",
            "{\"html\":\"token&#61;@\"}",
            ")]}',\n{\"password\":\"@\"}",
            "{\"a\":1}\n{\"password\":\"@\"}\n",
            "data: {\"password\":\"@\"}\n\n",
            "password[0]=@&x=1",
            "user[password][0]=@",
            "pass+word=@",
            "a=1&%70%61%73%73word=@&b",
            "https://a.example/?a=1&amp;sign=@",
            "<m><key>token</key><value>@</value></m>",
            "<dict><key>password</key><string>@</string></dict>",
            "<member><name>api_key</name><value><string>@</string></value></member>",
            "<input type=\"password\" value=\"@\">",
            "<arg0>&amp;lt;Password&amp;gt;@&amp;lt;/Password&amp;gt;</arg0>",
            "<Password><Password/>@</Password>",
            "--b\r\nContent-Disposition: form-data; name=password\r\n\r\n@\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name*=UTF-8''pass%77ord\r\n\r\n@\r\n--b--",
            "jdbc:sqlserver://h;user=u;password=@@b;x=1",
            "Unexpected char 0x0a at 10 in X-Api-Key value: @",
            "curl --password @ https://a.example",
            "apiKey -> '@'",
            "(token)=@",
            "token[0]=@",
            "token:\n  @",
            "password: |\n  @\n",
            "the password was \"@\"",
            "body {\\u0022token\\u0022\\u003a\\u0022@\\u0022}",
            "sent token\\u003d@");

    @TestFactory
    Stream<DynamicTest> aPlantedSecretShowsAtNoCut() {
        return TEXTS.stream()
                .map(shape -> DynamicTest.dynamicTest(shape, () -> {
                    String text = shape.replace("@@", SECRET + "\0")
                            .replace("@", SECRET)
                            .replace('\0', '@');
                    hidden(REDACTOR.text(text));
                    assertThat(REDACTOR.text(text)).isNotEqualTo(text).isEqualTo(REDACTOR.text(REDACTOR.text(text)));
                    for (int i = 0; i <= text.length(); i++) {
                        byte[] prefix = text.substring(0, i).getBytes(UTF_8);
                        hidden(REDACTOR.body(prefix, i < text.length(), null).text());
                    }
                }));
    }

    @Test
    void aPlantedSecretShowsInNoHeader() {
        for (String name : List.of(
                "Authorization",
                "Proxy-Authorization",
                "X-Api-Key",
                "X-Any-Token",
                "X-My-Secret",
                "X-Tt-Signature",
                "X-Shopify-Access-Token",
                "X-Amz-Security-Token",
                "Cookie",
                "Set-Cookie",
                "X-Hub-Signature-256",
                "X-Session-Id",
                "X-Credentials",
                "Sign")) {
            hidden(REDACTOR.header(name, SECRET));
            hidden(REDACTOR.header(name, "a=" + SECRET + "; b=" + SECRET));
        }
        hidden(REDACTOR.header("Location", "https://" + SECRET + "@a.example/?sig=" + SECRET));
        hidden(REDACTOR.header("Referer", "?code=" + SECRET));
        hidden(REDACTOR.header("Link", "<https://a.example/?access_token=" + SECRET + ">; rel=next"));
        hidden(REDACTOR.header("Set-Cookie", "a=1; Path=/x?token=" + SECRET));
        hidden(REDACTOR.header("X-Debug", "{\"token\":\"" + SECRET + "\"}"));
        hidden(REDACTOR.headers(Map.of("x-auth", List.of("ok", SECRET))).toString());
    }

    @Test
    void everyCutOfAUrlHidesItsSecrets() {
        String url = "https://user:" + SECRET + "@a.example/p?a=1&access_token=" + SECRET + "&b=2#token=" + SECRET;
        var shown = new ArrayList<String>();
        for (int i = 0; i <= url.length(); i++) {
            shown.add(REDACTOR.url(url.substring(0, i)));
        }
        assertThat(shown).allSatisfy(PlantedSecretsTest::hidden);
    }

    private static void hidden(String shown) {
        for (int i = 0; i + 4 <= SECRET.length(); i++) {
            assertThat(shown).doesNotContain(SECRET.substring(i, i + 4));
        }
    }
}
