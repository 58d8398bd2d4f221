package io.gwms.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gwms.evidence.CallClassifier;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.StatusClass;
import io.gwms.transport.HttpReply;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the failures that the common envelopes announce in a 200: at the top of a JSON object, {@code errors} that are
 * not empty (GraphQL), {@code error} with a text, or {@code result} of {@code "0"} beside a {@code msg} (4PX). They are
 * orange; a GraphQL {@code INTERNAL_SERVER_ERROR} is the far side's fault and red. Reads tokens only, never a tree.
 */
final class AnswerInBody implements CallClassifier {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> FAR_SIDES_FAULT = Set.of("INTERNAL_SERVER_ERROR", "INTERNAL_ERROR");

    @Override
    public Optional<StatusClass> classify(CallExchange exchange) {
        return exchange.outcome().asDone().filter(HttpReply::isSuccessful).flatMap(AnswerInBody::verdict);
    }

    private static Optional<StatusClass> verdict(HttpReply reply) {
        byte[] body = reply.body();
        int first = 0;
        while (first < body.length && body[first] <= ' ') {
            first++;
        }
        if (first == body.length || body[first] != '{') {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(body)) {
            return verdict(parser);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<StatusClass> verdict(JsonParser parser) throws IOException {
        parser.nextToken();
        boolean zero = false;
        boolean message = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("errors") && (value == JsonToken.START_ARRAY || value == JsonToken.START_OBJECT)) {
                Optional<StatusClass> errors = errors(parser);
                if (errors.isPresent()) {
                    return errors;
                }
            } else if (name.equals("error")
                    && value == JsonToken.VALUE_STRING
                    && !parser.getText().isBlank()) {
                return Optional.of(StatusClass.ORANGE);
            } else if (name.equals("result")) {
                zero = value == JsonToken.VALUE_STRING && parser.getText().equals("0");
            } else if (name.equals("msg")) {
                message = true;
            }
            parser.skipChildren();
        }
        return zero && message ? Optional.of(StatusClass.ORANGE) : Optional.empty();
    }

    /** Reads the array or object the parser stands on to its end; its verdict, empty when it holds nothing. */
    private static Optional<StatusClass> errors(JsonParser parser) throws IOException {
        boolean any = false;
        boolean theirs = false;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                break;
            }
            if (token.isStructEnd()) {
                depth--;
            } else {
                any = true;
                depth += token.isStructStart() ? 1 : 0;
                theirs |= token == JsonToken.VALUE_STRING
                        && "code".equals(parser.currentName())
                        && FAR_SIDES_FAULT.contains(parser.getText());
            }
        }
        return any ? Optional.of(theirs ? StatusClass.RED : StatusClass.ORANGE) : Optional.empty();
    }
}
