package io.gwms.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KnownSecretsTest {
    private static final Secret SECRET = Secret.of("Zx/9+k\"Q&v<3=mé");

    private final KnownSecrets known = new KnownSecrets();
    private final Redactor redactor = Redactor.builder().knownSecrets(known).build();

    @Test
    void everyFormOfAKnownSecretIsHidden() {
        known.add(SECRET);
        String raw = SECRET.reveal();
        byte[] bytes = raw.getBytes(UTF_8);
        for (String form : new String[] {
            raw,
            URLEncoder.encode(raw, UTF_8),
            "Zx\\/9+k\\\"Q\\u0026v\\u003c3\\u003dm\\u00E9",
            "Zx/9+k&quot;Q&amp;v&lt;3=mé",
            HexFormat.of().formatHex(bytes)
        }) {
            assertThat(redactor.text("it was (" + form + ") there")).isEqualTo("it was (***) there");
        }
    }

    @Test
    void base64AroundAKnownSecretIsHiddenAtEveryAlignment() {
        Secret secret = Secret.of("correct-horse-battery");
        known.add(secret);
        for (String before : new String[] {"", "u", "us", "user:"}) {
            String encoded = Base64.getEncoder().encodeToString((before + secret.reveal() + "!").getBytes(UTF_8));
            String shown = redactor.text("x " + encoded);
            assertThat(shown).contains("***");
            for (int i = 4; i + 12 < encoded.length(); i++) {
                assertThat(shown).doesNotContain(encoded.substring(i, i + 8));
            }
        }
    }

    @Test
    void aKnownSecretThatTheCutDividesIsHidden() {
        known.add(Secret.of("correct-horse-battery"));
        assertThat(redactor.text("it is correct-hor")).isEqualTo("it is ***");
    }

    @Test
    void aSecretAddedTwiceStaysUntilRemovedTwice() {
        known.add(SECRET);
        known.add(Secret.of(SECRET.reveal()));
        known.remove(SECRET);
        assertThat(redactor.text(SECRET.reveal())).isEqualTo("***");
        known.remove(SECRET);
        known.remove(SECRET);
        assertThat(known.size()).isZero();
        assertThat(redactor.text("Zx/9+kQv")).isEqualTo("Zx/9+kQv");
    }

    @Test
    void shortSecretsAreNotTaken() {
        assertThat(known.add(Secret.of("1234567"))).isFalse();
        assertThat(known).hasToString("KnownSecrets[0]");
    }
}
