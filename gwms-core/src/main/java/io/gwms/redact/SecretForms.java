package io.gwms.redact;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The ways in which one secret may be written down. */
final class SecretForms {
    private SecretForms() {}

    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String url : new String[] {form, form.replace("+", "%20"), form.replace("%7E", "~")}) {
            forms.add(url);
            forms.add(lowerEscapes(url));
        }
        for (int shift = 0; shift < 3; shift++) {
            String core = base64Core(bytes, shift);
            forms.add(core);
            forms.add(core.replace('+', '-').replace('/', '_'));
        }
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
        for (String special : new String[] {"", "/", "<>&='", "/<>&='"}) {
            forms.add(json(secret, special, false));
            forms.add(json(secret, special, true));
        }
        forms.add(secret.replace("/", "\\/"));
        forms.add(xml(secret, "&quot;", "&apos;"));
        forms.add(xml(secret, "&#34;", "&#39;"));
        forms.removeIf(each -> each.length() < KnownSecrets.MIN_LENGTH);
        return forms;
    }

    /** The part of the base64 text that is the same whatever stands before and after the secret. */
    private static String base64Core(byte[] secret, int shift) {
        byte[] shifted = new byte[secret.length + shift];
        System.arraycopy(secret, 0, shifted, shift, secret.length);
        int firstWhole = (shift * 8 + 5) / 6;
        int lastWhole = shifted.length * 8 / 6;
        return Base64.getEncoder().encodeToString(shifted).substring(firstWhole, lastWhole);
    }

    private static String lowerEscapes(String url) {
        var out = new StringBuilder(url);
        for (int i = 0; i + 2 < url.length(); i++) {
            if (url.charAt(i) == '%') {
                out.replace(i + 1, i + 3, url.substring(i + 1, i + 3).toLowerCase(Locale.ROOT));
            }
        }
        return out.toString();
    }

    private static String json(String secret, String special, boolean upperCase) {
        var out = new StringBuilder();
        for (int i = 0; i < secret.length(); i++) {
            char c = secret.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > 126 || special.indexOf(c) >= 0) {
                String code = String.format(Locale.ROOT, "%04x", (int) c);
                out.append("\\u").append(upperCase ? code.toUpperCase(Locale.ROOT) : code);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String xml(String secret, String quote, String apostrophe) {
        return secret.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", quote)
                .replace("'", apostrophe);
    }
}
