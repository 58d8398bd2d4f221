package io.gwms.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What is hidden in bodies that are no JSON, however they are coded. */
class BodyRedactionTest {
    private final Redactor redactor = Redactor.standard();

    @Test
    void formIsMaskedByDecodedNamesAndLooksIntoItsValues() {
        assertThat(body(
                                "a=1&user%5Bpassword%5D=x+y&data=%7B%22token%22%3A%22abcd%22%7D&code=7",
                                "application/x-www-form-urlencoded")
                        .text())
                .isEqualTo("a=1&user%5Bpassword%5D=***&data=%7B%22token%22%3A%22***%22%7D&code=***");
        assertThat(body("password=a b\"c&x=1", "application/x-www-form-urlencoded")
                        .text())
                .isEqualTo("password=***&x=1");
    }

    @Test
    void whatWasSentAsAFormAndIsNoneIsReadAllTheSame() {
        assertThat(body("%7B%22token%22%3A%22abcd%3D%3D%22%7D=", "application/x-www-form-urlencoded")
                        .text())
                .isEqualTo("%7B%22token%22%3A%22***%22%7D=");
        assertThat(body("token: abcd\nn=1", "application/x-www-form-urlencoded").text())
                .isEqualTo("token: ***\nn=1");
    }

    @Test
    void xmlIsMaskedInElementsAttributesAndLabels() {
        assertThat(body(
                                "<?xml version=\"1.0\"?><r xmlns:a=\"urn:a\"><a:Password>ab&amp;cd</a:Password><o sign='ff' id='7'/>"
                                        + "<p name=\"api_key\">abcd</p><token><![CDATA[abcd]]></token><n>7</n></r>",
                                "text/xml")
                        .text())
                .isEqualTo(
                        "<?xml version=\"1.0\"?><r xmlns:a=\"urn:a\"><a:Password>***</a:Password><o sign='***' id='7'/>"
                                + "<p name=\"api_key\">***</p><token>***</token><n>7</n></r>");
    }

    @Test
    void multipartIsMaskedPartByPart() {
        String body = "--B\r\nContent-Disposition: form-data; name=\"client_secret\"\r\n\r\nab\r\ncd\r\n"
                + "--B\r\nContent-Disposition: form-data; name=\"doc\"; filename=\"a.json\"\r\nContent-Type: application/json\r\n\r\n"
                + "{\"token\":\"abcd\"}\r\n--B--\r\n";
        String masked = body.replace("ab\r\ncd", "***").replace("abcd", "***");
        assertThat(body(body, "multipart/form-data; boundary=B").text()).isEqualTo(masked);
        assertThat(body(body, "text/plain").text()).isEqualTo(masked);
    }

    @Test
    void theLinesBetweenPartsAreReadToo() {
        assertThat(body("--token=abcd\r\nContent-Type: text/plain\r\n\r\na\r\n--token=abcd--", null)
                        .text())
                .doesNotContain("abcd");
    }

    @Test
    void binaryBodiesBecomeASummary() {
        assertThat(redactor.body(new byte[] {1, 0, 2}, false, "application/json")
                        .text())
                .matches("<binary 3 bytes sha256:[0-9a-f]{64}>");
        assertThat(redactor.body(new byte[] {1, 0, 2}, true, null).withheld()).isTrue();
    }

    @Test
    void whereverInABodyItsOddBytesStandTheyAreSeen() {
        for (int length = 1; length < 20; length++) {
            for (int at = 0; at < length; at++) {
                byte[] nul = bytesOf(length, 'x');
                nul[at] = 0;
                assertThat(redactor.body(nul, false, null).text()).startsWith("<binary ");
            }
            String text = "x".repeat(length);
            assertThat(redactor.body(bytesOf(length, 'x'), false, null).text()).isEqualTo(text);
            assertThat(redactor.body(bytesOf(length, 0x90), false, null).text()).startsWith("<binary ");
        }
    }

    @Test
    void charsetComesFromTypeOrMarkOrProlog() {
        byte[] gbk = "{\"name\":\"张三\",\"token\":\"abcd\"}".getBytes(Charset.forName("GBK"));
        assertThat(redactor.body(gbk, false, "application/json; charset=GBK").text())
                .isEqualTo("{\"name\":\"张三\",\"token\":\"***\"}");
        byte[] utf16 = "\uFEFF{\"token\":\"abcd\"}".getBytes(StandardCharsets.UTF_16BE);
        assertThat(redactor.body(utf16, false, null).text()).isEqualTo("{\"token\":\"***\"}");
    }

    @Test
    void aCompressedBodyIsReadAsWhatItHolds() throws IOException {
        byte[] plain = "{\"token\":\"abcd\",\"n\":1}".getBytes(UTF_8);
        for (String encoding : new String[] {"gzip", "deflate", "GZIP, identity"}) {
            byte[] packed = encoding.equals("deflate") ? deflated(plain) : gzipped(plain);
            assertThat(redactor.body(packed, false, "application/json", encoding)
                            .text())
                    .isEqualTo("{\"token\":\"***\",\"n\":1}");
            for (int cut = 0; cut < packed.length; cut++) {
                byte[] prefix = java.util.Arrays.copyOf(packed, cut);
                assertThat(redactor.body(prefix, true, "application/json", encoding)
                                .text())
                        .doesNotContain("abc");
            }
        }
        assertThat(redactor.body(plain, false, "application/json", "br").text()).startsWith("<binary ");
        assertThat(redactor.body(plain, false, "application/json", "gzip").text())
                .startsWith("<binary ");
        byte[] bomb = gzipped(new byte[64 * 1024 * 1024]);
        assertThat(redactor.body(bomb, false, null, "gzip").text()).startsWith("<binary first 4194304 bytes");
    }

    private static byte[] bytesOf(int length, int each) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) each);
        return bytes;
    }

    private static byte[] gzipped(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] deflated(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private RedactedBody body(String text, String contentType) {
        return redactor.body(text.getBytes(UTF_8), false, contentType);
    }
}
