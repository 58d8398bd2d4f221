package io.gwms.redact;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of text, URLs, headers and bodies; whatever it does not mask stays character for character.
 *
 * <p>A value is hidden when its name says so, when it looks like a token (a JSON Web Token, {@code Bearer …}, the
 * tokens of the platforms), when it is the password beside a user ({@code user:password@host}, {@code curl -u
 * user:password}), or when it is one of the {@link KnownSecrets}. Names compare in lower case without
 * {@code _} and {@code -}, after decoding, so {@code accessToken} is {@code access_token}; the last part of a path-like
 * name counts too. The forms may nest in each other (JSON in a string in a form). Ids of applications
 * ({@code app_key}, {@code client_id}, {@code partner_id}) are no secrets and show; {@code mask("app_key")} hides them.
 *
 * <p>It fails closed: an input may be cut anywhere, a sensitive value then being hidden to its end; a document whose
 * grammar is broken is read word by word, and if that is not sure either, the rest becomes
 * {@code <withheld n bytes>}. No method throws on any input, and none lets an input through unread. Masking what is
 * masked changes nothing.
 *
 * <p>Immutable, shared between threads; time is linear in the input. Rules: product page «Platform API Logs», which
 * promises logs without credentials.
 */
public final class Redactor {
    private static final Redactor STANDARD = builder().build();

    private final Map<String, Mask> masks;
    private final List<MaskRule> rules;
    private final List<String> paths;
    private final Names names;
    private final KnownSecrets knownSecrets;

    private Redactor(Builder builder) {
        this.masks = new LinkedHashMap<>(builder.masks);
        this.rules = List.copyOf(builder.rules);
        this.paths = List.copyOf(builder.paths);
        this.names = new Names(builder.masks, builder.rules, builder.paths);
        this.knownSecrets = builder.knownSecrets;
    }

    /** The redactor with the default names and no known secrets; personal data shows. */
    public static Redactor standard() {
        return STANDARD;
    }

    /** Starts from the default names. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from this redactor's settings, known secrets included, for one that hides more. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.masks.putAll(masks);
        builder.rules.addAll(rules);
        builder.paths.addAll(paths);
        return builder.knownSecrets(knownSecrets);
    }

    /**
     * Free text with its secrets masked: exception messages, reasons, log lines, and documents of any kind as strings.
     */
    public String text(String text) {
        requireNonNull(text, "text");
        return text.startsWith("--") && text.contains("\nContent-")
                ? body(text.getBytes(StandardCharsets.UTF_8), false, null).text()
                : scanned(text, false).text();
    }

    /**
     * An exception as a person may read it: its class and message, then those of its causes and of what it suppressed,
     * all masked. No stack trace.
     */
    public String text(Throwable failure) {
        return FailureText.of(requireNonNull(failure, "failure"), this);
    }

    /**
     * An exception as a log may show it: the classes, stacks, causes and suppressed ones of the failure, their messages
     * masked. What others throw may quote a URL or a body with its secrets. Only to be logged, never to be thrown.
     */
    public Throwable forLog(Throwable failure) {
        return SafeCause.of(requireNonNull(failure, "failure"), this);
    }

    /**
     * A URL, absolute or from its path on, without its user info and with the sensitive parts of its query and fragment
     * masked.
     */
    public String url(String url) {
        requireNonNull(url, "url");
        return closed(url, false, scan -> scan.url(scan.begin(), 0, url.length(), 0))
                .text();
    }

    /**
     * The value of one header, masked as the header's name demands: the value of each cookie, the query of a URL in
     * {@code Location} and {@code Referer}, all of {@code Authorization} and of whatever ends in {@code -Token},
     * {@code -Key}, {@code -Secret}, {@code -Signature}.
     */
    public String header(String name, String value) {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
        return closed(value, false, scan -> HeaderScan.run(scan, scan.begin(), name))
                .text();
    }

    /** All headers, each as {@link #header}; the same names in the same order, unmodifiable. */
    public Map<String, List<String>> headers(Map<String, List<String>> headers) {
        requireNonNull(headers, "headers");
        Map<String, List<String>> masked = new LinkedHashMap<>();
        headers.forEach((name, values) -> masked.put(
                name, values.stream().map(value -> header(name, value)).toList()));
        return Collections.unmodifiableMap(masked);
    }

    /**
     * What may be shown of a body, which may be JSON, a form, XML, multipart, plain text or binary; the content type
     * gives the charset and the multipart boundary, the rest is seen from the bytes. Binary content becomes
     * {@code <binary n bytes sha256:…>}.
     *
     * @param prefix the body as sent, after any content encoding was undone, or as much of it as was kept
     * @param truncated whether the body goes on after the prefix
     * @param contentType the declared type, if any
     */
    public RedactedBody body(byte[] prefix, boolean truncated, @Nullable String contentType) {
        requireNonNull(prefix, "prefix");
        try {
            Optional<RedactedBody> multipart = MultipartScan.scan(this, prefix, truncated, contentType);
            if (multipart.isPresent()) {
                return multipart.get();
            }
            Optional<String> text = BodyText.of(prefix, contentType);
            if (text.isEmpty()) {
                return new RedactedBody(BodyText.binarySummary(prefix, truncated), false, true);
            }
            return isForm(text.get(), contentType) ? form(text.get(), truncated) : scanned(text.get(), truncated);
        } catch (RuntimeException | StackOverflowError e) {
            return withheld(prefix.length);
        }
    }

    /**
     * The same for a body under a content encoding: {@code gzip} and {@code deflate} are undone, up to 4 MiB;
     * what is encoded otherwise, as by Brotli, counts as binary, and its summary names the encoding.
     *
     * @param prefix the body as sent, or as much of it as was kept
     * @param truncated whether the body goes on after the prefix
     * @param contentType the declared type, if any
     * @param contentEncoding the declared encodings in the order they were applied, if any
     */
    public RedactedBody body(
            byte[] prefix, boolean truncated, @Nullable String contentType, @Nullable String contentEncoding) {
        requireNonNull(prefix, "prefix");
        if (contentEncoding == null || contentEncoding.isBlank()) {
            return body(prefix, truncated, contentType);
        }
        try {
            return ContentEncoding.decoded(prefix, truncated, contentEncoding)
                    .map(decoded -> body(decoded.bytes(), decoded.cut(), contentType))
                    .orElseGet(() -> new RedactedBody(
                            ContentEncoding.unknown(BodyText.binarySummary(prefix, truncated), contentEncoding),
                            false,
                            true));
        } catch (RuntimeException | StackOverflowError e) {
            return withheld(prefix.length);
        }
    }

    /** A text of a form that shows by itself. */
    RedactedBody scanned(String text, boolean cut) {
        return closed(text, cut, scan -> scan.value(scan.begin(), 0, text.length(), 0));
    }

    /** The value masked by its name, empty when the name does not hide it. */
    Optional<String> maskedField(String name, String value) {
        Mask mask = names.maskFor("", name, Names.Place.QUERY);
        return mask == Mask.NONE
                ? Optional.empty()
                : Optional.of(closed(value, false, scan -> scan.hide(scan.begin(), 0, value.length(), mask))
                        .text());
    }

    private RedactedBody form(String text, boolean cut) {
        return closed(text, cut, scan -> FormScan.run(scan, scan.begin(), 0, text.length(), 0));
    }

    private static boolean isForm(String text, @Nullable String contentType) {
        String start = text.stripLeading();
        return contentType != null
                && contentType.toLowerCase(Locale.ROOT).contains("form-urlencoded")
                && !start.startsWith("{")
                && !start.startsWith("[")
                && !start.startsWith("<");
    }

    /** The one way through which every text goes: a failure on the way withholds it all. */
    private RedactedBody closed(String text, boolean cut, Consumer<Scan> work) {
        try {
            var scan = new Scan(names, knownSecrets.forms(), text, cut);
            work.accept(scan);
            return new RedactedBody(scan.result(), !scan.edits.isEmpty(), scan.edits.withheld());
        } catch (RuntimeException | StackOverflowError e) {
            return withheld(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private static RedactedBody withheld(int bytes) {
        return new RedactedBody(Edits.withheldMark(bytes), true, true);
    }

    /** Settings of a {@link Redactor}. One thread. */
    public static final class Builder {
        private final Map<String, Mask> masks = new LinkedHashMap<>();
        private final List<MaskRule> rules = new ArrayList<>();
        private final List<String> paths = new ArrayList<>();
        private KnownSecrets knownSecrets = new KnownSecrets();

        private Builder() {}

        /** Hides what has this name, all of it. */
        public Builder mask(String name) {
            return mask(name, Mask.FULL);
        }

        /**
         * Treats what has this name so; goes before the default names and any setting made earlier.
         *
         * @param name a name such as {@code app_key}, or a path of owners and name for a value that stands so, such as
         *     {@code customer.name} or {@code data.buyer.name}; lists have no step of their own
         */
        public Builder mask(String name, Mask mask) {
            requireNonNull(mask, "mask");
            if (Names.normalize(requireNonNull(name, "name")).isEmpty()) {
                throw new IllegalArgumentException("The name to mask is «" + name
                        + "», but must have a letter or digit; pass a name such as \"app_key\"");
            }
            masks.put(Names.normalize(name), mask);
            return this;
        }

        /**
         * Also hides the parts in braces of every URL whose path begins like this template, wherever the URL stands:
         * with {@code /hooks/{token}} the second part of {@code https://a.example/hooks/k7Q/orders} does not show.
         *
         * @param template a path from its first slash on; a part is a word, {@code *} for any, or a name in braces, which
         *     hides it. None unless set
         */
        public Builder maskPath(String template) {
            if (!PathRules.isTemplate(requireNonNull(template, "template"))) {
                throw new IllegalArgumentException("The path to mask is «" + template
                        + "», but must begin with a slash and have a whole part in braces; pass a path such as"
                        + " \"/hooks/{token}\"");
            }
            paths.add(template);
            return this;
        }

        /** Asks this rule before all names; of several rules the one added first. */
        public Builder rule(MaskRule rule) {
            rules.add(requireNonNull(rule, "rule"));
            return this;
        }

        /**
         * Also hides people: names, phones and mail addresses in part, streets in full. Off unless asked for, because
         * operators need them in orders. Cities, countries, order numbers, tracking numbers and SKUs show.
         */
        public Builder withPersonalData() {
            DefaultNames.personal().forEach(masks::putIfAbsent);
            return this;
        }

        /** Also hides these secrets wherever they stand; a secret added later counts too. None unless set. */
        public Builder knownSecrets(KnownSecrets knownSecrets) {
            this.knownSecrets = requireNonNull(knownSecrets, "knownSecrets");
            return this;
        }

        /** The redactor with these settings. */
        public Redactor build() {
            return new Redactor(this);
        }
    }
}
