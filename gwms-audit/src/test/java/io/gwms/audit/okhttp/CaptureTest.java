package io.gwms.audit.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.CapturedBody.State;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** What is known of a body that flows past: of the last attempt alone, and of all of it. */
class CaptureTest {
    private static void pass(Capture capture, String text) {
        Buffer passing = new Buffer().writeUtf8(text);
        capture.add(passing, passing.size());
    }

    private static String digest(String text) throws NoSuchAlgorithmException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aBodyThatIsSentAgainIsKnownByItsLastTimeAlone() throws NoSuchAlgorithmException {
        Capture capture = new Capture(4, true);
        for (String body : new String[] {"the first body", "the second one"}) {
            capture.begin();
            pass(capture, body.substring(0, 3));
            pass(capture, body.substring(3));
        }
        capture.complete();

        Capture.Kept kept = capture.kept();
        assertThat(new String(kept.bytes(), StandardCharsets.UTF_8)).isEqualTo("the ");
        assertThat(kept.capture().state()).isEqualTo(State.TRUNCATED);
        assertThat(kept.capture().size()).isEqualTo(14);
        assertThat(kept.capture().sha256()).isEqualTo(digest("the second one"));
    }

    @Test
    void whatBrokeOffIsNeverWhole() {
        Capture capture = new Capture(100, true);
        capture.begin();
        pass(capture, "half");
        assertThat(capture.kept().capture().state()).isEqualTo(State.PARTIAL);

        capture.failed();
        capture.complete();

        assertThat(capture.kept().capture().state()).isEqualTo(State.FAILED);
        assertThat(capture.kept().capture().size()).isEqualTo(4);
    }

    @Test
    void whatIsKeptDoesNotChangeByWhatPassesLater() {
        Capture capture = new Capture(8, true);
        capture.begin();
        pass(capture, "abc");
        Capture.Kept kept = capture.kept();

        pass(capture, "defgh");

        assertThat(new String(kept.bytes(), StandardCharsets.UTF_8)).isEqualTo("abc");
        assertThat(kept.capture().size()).isEqualTo(3);
    }
}
