package io.gwms.platform.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the things that stand before an answer may be left out. */
class PhpMessagesTest {
    private static final String JSON = "[{\"note\":\"Warning: a dog. Press the bell on line 3\\nÄ\"}]";

    private static HttpReply reply(String type, String text) {
        return HttpReply.of(200, Map.of("Content-Type", List.of(type)), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String leftOut(String text) {
        return PhpMessages.leftOut(reply("application/json; charset=UTF-8", text))
                .text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<br />\n<b>Warning</b>:  Undefined array key \"a[0]\" in <b>/srv/ü/mod.php</b> on line <b>110</b><br />\n",
                "\nDeprecated: Creation of dynamic property A::$b is deprecated in /srv/a.php on line 7\n",
                "\uFEFF\uFEFF",
                "\uFEFF\nDeprecated: one is deprecated in /srv/a.php on line 7\n\uFEFF",
                "PHP Notice:  is_tax was called incorrectly. in /srv/functions.php on line 6114\n",
                "<br />\n<b>Notice</b>:  one in <b>a.php</b> on line <b>1</b><br />\n<br />\n"
                        + "<b>Strict Standards</b>:  two in <b>b.php</b> on line <b>2</b><br />\n"
            })
    void messagesAreLeftOutAndTheAnswerIsWhatItWas(String before) {
        assertThat(leftOut(before + JSON)).isEqualTo(JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<br />\n<b>Fatal error</b>:  Uncaught Error in <b>a.php</b> on line <b>7</b><br />\n",
                "<!DOCTYPE html><p>Warning: on line 3</p>",
                "Warning: this one names no place\n"
            })
    void whatIsNoMessageStays(String before) {
        assertThat(leftOut(before + JSON)).isEqualTo(before + JSON);
    }

    @Test
    void nothingIsLeftOutWhereTheHeadersAreNotTheShops() {
        String text = "Notice: one in a.php on line 1\n" + JSON;

        assertThat(PhpMessages.leftOut(reply("text/html; charset=UTF-8", text)).text())
                .isEqualTo(text);
    }
}
