package io.gwms.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.redact.Redactor;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.zalando.logbook.BodyFilter;
import org.zalando.logbook.HeaderFilter;
import org.zalando.logbook.HttpHeaders;
import org.zalando.logbook.QueryFilter;
import org.zalando.logbook.core.BodyFilters;
import org.zalando.logbook.core.HeaderFilters;
import org.zalando.logbook.core.QueryFilters;
import org.zalando.logbook.json.JacksonJsonFieldBodyFilter;
import org.zalando.logbook.json.JsonBodyFilters;

/**
 * The same fuzzed content through Logbook, set up to hide the same names, and through ours: wherever Logbook hides the
 * secret, ours does; ours also hides it where it is cut.
 */
class LogbookDifferencePropertyTest {
    private static final String SECRET = "QzV7kW3mXp9LtR2yHd";
    private static final Set<String> NAMES =
            Set.of("access_token", "refresh_token", "client_secret", "password", "token", "signature", "api_key");
    private static final List<String> OTHERS = List.of("id", "order", "note", "größe", "tokens_used", "a b", "x");
    private static final List<String> VALUES = List.of(
            "1",
            "-1.5e3",
            "null",
            "true",
            "\"\"",
            "\"a\\\"b\"",
            "\"\\u00e9\"",
            "[1,2]",
            "{}",
            "{\"id\":[{}]}",
            "\"5 > 4 & 3\"");

    private final Redactor ours = Redactor.standard();
    private final BodyFilter json = BodyFilter.merge(
            JsonBodyFilters.replaceJsonStringProperty(NAMES, "XXX"), new JacksonJsonFieldBodyFilter(NAMES, "XXX"));
    private final BodyFilter forms =
            BodyFilter.merge(BodyFilters.oauthRequest(), BodyFilters.replaceFormUrlEncodedProperty(NAMES, "XXX"));
    private final QueryFilter queries = QueryFilters.replaceQuery(NAMES::contains, "XXX");
    private final HeaderFilter headers =
            HeaderFilters.replaceHeaders(Set.of("Authorization", "X-Api-Key", "X-Access-Token"), "XXX");

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.randomValue(random -> damaged(random, document(random, random.nextInt(4))));
    }

    @Provide
    Arbitrary<String> pairs() {
        return Arbitraries.randomValue(random -> damaged(random, pairs(random)));
    }

    @Property(tries = 2000)
    void jsonThatLogbookHidesIsHidden(@ForAll("documents") String document) {
        String type = "application/json";
        agree(document, type, json.filter(type, document));
    }

    @Property(tries = 2000)
    void formsThatLogbookHidesAreHidden(@ForAll("pairs") String form) {
        String type = "application/x-www-form-urlencoded";
        agree(form, type, forms.filter(type, form));
    }

    @Property(tries = 2000)
    void queriesThatLogbookHidesAreHidden(@ForAll("pairs") String query) {
        if (!queries.filter(query).contains(SECRET)) {
            assertThat(ours.url("/x?" + query)).doesNotContain(SECRET);
        }
    }

    @Property(tries = 200)
    void headersThatLogbookHidesAreHidden(@ForAll("pairs") String value) {
        for (String name : List.of("Authorization", "authorization", "X-Api-Key", "X-Access-Token", "X-Note")) {
            HttpHeaders filtered = headers.filter(HttpHeaders.of(name, value));
            if (!filtered.toString().contains(SECRET)) {
                assertThat(ours.header(name, value)).as(name).doesNotContain(SECRET);
            }
        }
    }

    private void agree(String text, String type, String logbooks) {
        if (!logbooks.contains(SECRET)) {
            assertThat(ours.body(text.getBytes(UTF_8), false, type).text()).doesNotContain(SECRET);
            assertThat(ours.body(text.getBytes(UTF_8), true, type).text()).doesNotContain(SECRET);
        }
    }

    private static String document(Random random, int depth) {
        StringBuilder out = new StringBuilder("{");
        int members = 1 + random.nextInt(4);
        int secret = random.nextInt(members);
        for (int i = 0; i < members; i++) {
            out.append(i == 0 ? "" : ",").append(space(random));
            if (i != secret) {
                out.append('"').append(pick(random, OTHERS)).append("\":").append(pick(random, VALUES));
            } else if (depth > 0) {
                String inner = document(random, depth - 1);
                out.append('"').append(pick(random, OTHERS)).append("\":");
                out.append(random.nextBoolean() ? inner : "[" + inner + "," + pick(random, VALUES) + "]");
            } else {
                out.append('"')
                        .append(pick(random, List.copyOf(NAMES)))
                        .append('"')
                        .append(space(random));
                out.append(':').append(space(random)).append('"').append(SECRET).append('"');
            }
        }
        return out.append(space(random)).append('}').toString();
    }

    private static String pairs(Random random) {
        StringBuilder out = new StringBuilder();
        int members = 1 + random.nextInt(5);
        int secret = random.nextInt(members);
        for (int i = 0; i < members; i++) {
            out.append(i == 0 ? "" : "&");
            out.append(
                    i == secret ? pick(random, List.copyOf(NAMES)) + "=" + SECRET : "x" + i + "=" + random.nextInt(99));
        }
        return out.toString();
    }

    /** One time in three a character is lost, doubled or changed, so that the grammar breaks. */
    private static String damaged(Random random, String text) {
        int at = random.nextInt(text.length());
        boolean inSecret = at >= text.indexOf(SECRET) && at <= text.indexOf(SECRET) + SECRET.length();
        if (inSecret || random.nextInt(3) != 0) {
            return text;
        }
        String changed = pick(random, List.of("", "\"", "{", ",", "\\", "%", " ", "="));
        return text.substring(0, at) + changed + text.substring(at + 1);
    }

    private static String space(Random random) {
        return pick(random, List.of("", "", " ", "\n  "));
    }

    private static String pick(Random random, List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
