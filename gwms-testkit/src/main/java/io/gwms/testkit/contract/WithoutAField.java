package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Lets a warehouse answer without one of the fields it answers with, JSON or XML, each in its turn. */
final class WithoutAField {
    private static final Pattern FIELD =
            Pattern.compile("\"([A-Za-z_][A-Za-z0-9_]*)\"\\s*:|<([A-Za-z_][A-Za-z0-9_]*)>");
    private static final String OTHERWISE = "zz_";

    private WithoutAField() {}

    /** Asks on ways to the warehouse on which a field is called otherwise; {@code defects} says what was wrong, or nothing. */
    static void nothingIsWrong(Transport transport, Set<String> optional, Function<Transport, List<String>> defects) {
        Set<String> fields = new TreeSet<>();
        assertThat(defects.apply(changing(transport, body -> {
                    FIELD.matcher(body)
                            .results()
                            .forEach(found -> fields.add(found.group(found.group(1) == null ? 2 : 1)));
                    return body;
                })))
                .as("with every field")
                .isEmpty();
        fields.removeAll(optional);
        assertThat(fields.stream()
                        .flatMap(field -> defects.apply(changing(transport, body -> without(field, body))).stream()
                                .map(defect -> "without " + field + ": " + defect)))
                .as(
                        "what was told of replies that lack a field: answer Outcome.unknown(…), or an inventory that is partial,"
                                + " where one is missing; one that the warehouse may leave out belongs into optionalFields()")
                .isEmpty();
    }

    private static String without(String field, String body) {
        return body.replaceAll("\"" + field + "\"(\\s*:)", "\"" + OTHERWISE + field + "\"$1")
                .replaceAll("(</?)" + field + ">", "$1" + OTHERWISE + field + ">");
    }

    private static Transport changing(Transport transport, UnaryOperator<String> change) {
        return call -> transport
                .send(call)
                .then(reply -> Outcome.done(HttpReply.of(
                        reply.status(),
                        reply.headers(),
                        change.apply(reply.text()).getBytes(StandardCharsets.UTF_8))));
    }
}
