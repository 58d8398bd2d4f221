package io.gwms.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.gwms.evidence.CallClassifier;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallVerdict;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.StatusClass;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the failures that the common envelopes announce in a 200: at the top of a JSON object, {@code errors} that are
 * not empty (GraphQL), {@code error} with a text (Shopee), {@code result} of {@code "0"} beside a {@code msg} (4PX), a
 * {@code code} that is not 0 beside a {@code request_id} (Lazada, TikTok), {@code success} of false; beneath an envelope
 * that is fine, what is {@linkplain RefusedWithin refused within}; in XML a SOAP fault
 * or a {@code flag} of failure (Qimen). They are orange; a GraphQL {@code INTERNAL_SERVER_ERROR} and a server's SOAP
 * fault are the far side's and red; a GraphQL {@code THROTTLED} may be tried again. A page of HTML is no answer at all: an
 * API shows one while it is closed, so it is red; a host's own clients may well have asked for one. Reads the beginning
 * only, as tokens.
 */
final class AnswerInBody implements CallClassifier {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_OF_XML = 4096;
    private static final CallVerdict PAGE = new CallVerdict(StatusClass.RED, ErrorKind.UNREADABLE, true);
    private static final CallAction HOST_CALL = new CallAction("HOST_CALL");
    /** One of them is in every body that tells of a failure; the one with a backslash is in a name that is written in escapes. */
    private static final List<String> TELLING = Stream.concat(
                    Stream.of("\"error", "\"success\"", "\"flag\"", "\"result\"", "\"request_id\"", "\\u"),
                    RefusedWithin.TELLING.stream())
            .toList();

    private static final Set<String> FAR_SIDES_FAULT = Set.of("INTERNAL_SERVER_ERROR", "INTERNAL_ERROR");

    @Override
    public Optional<CallVerdict> classify(CallExchange exchange) {
        boolean mayBePage = exchange.call().context().action().equals(HOST_CALL);
        return exchange.outcome()
                .asDone()
                .filter(HttpReply::isSuccessful)
                .flatMap(reply -> verdict(reply, RefusedWithin.answersTo(exchange)))
                .filter(verdict -> !verdict.equals(PAGE) || !mayBePage);
    }

    private static Optional<CallVerdict> verdict(HttpReply reply, RefusedWithin refusals) {
        byte[] body = reply.body();
        int first = 0;
        while (first < body.length && body[first] <= ' ') {
            first++;
        }
        if (first == body.length) {
            return Optional.empty();
        }
        if (body[first] == '<') {
            String start =
                    new String(body, first, Math.min(MOST_OF_XML, body.length - first), StandardCharsets.ISO_8859_1);
            return isPage(start) ? Optional.of(PAGE) : FaultInXml.verdict(start);
        }
        if (body[first] != '{' || !mayTell(new String(body, StandardCharsets.ISO_8859_1))) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(body)) {
            return verdict(parser, refusals);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isPage(String start) {
        return start.regionMatches(true, 0, "<!doctype html", 0, 14) || start.regionMatches(true, 0, "<html", 0, 5);
    }

    /** Most replies hold none of the names anywhere, which a search finds out sooner than a parser. */
    private static boolean mayTell(String body) {
        return TELLING.stream().anyMatch(body::contains);
    }

    private static Optional<CallVerdict> verdict(JsonParser parser, RefusedWithin refusals) throws IOException {
        var envelope = new Envelope();
        parser.nextToken();
        try {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("errors") && (value == JsonToken.START_ARRAY || value == JsonToken.START_OBJECT)) {
                    Optional<CallVerdict> errors = errors(parser);
                    if (errors.isPresent()) {
                        return errors;
                    }
                } else if (value != null && value.isStructStart()) {
                    envelope.failed |= refusals.isIn(parser);
                    if (envelope.failed) {
                        return envelope.verdict();
                    }
                } else if (value != null) {
                    envelope.add(name, value, parser.getText());
                }
                parser.skipChildren();
            }
        } catch (JsonEOFException e) {
            return envelope.verdict(); // only the beginning is here
        }
        return envelope.verdict();
    }

    /** The scalars at the top that tell of a failure, alone or together. */
    private static final class Envelope {
        private boolean failed;
        private boolean resultIsZero;
        private boolean hasMessage;
        private boolean codeIsNotZero;
        private boolean hasRequestId;

        private void add(String name, JsonToken value, String text) {
            boolean string = value == JsonToken.VALUE_STRING;
            switch (name) {
                case "error" -> failed |= string && !text.isBlank();
                case "success" -> failed |= value == JsonToken.VALUE_FALSE;
                case "flag" -> failed |= string && text.equalsIgnoreCase("failure");
                case "result" -> resultIsZero = string && text.equals("0");
                case "msg" -> hasMessage = true;
                case "code" -> codeIsNotZero = (string || value == JsonToken.VALUE_NUMBER_INT) && !text.equals("0");
                case "request_id" -> hasRequestId = true;
                default -> {}
            }
        }

        private Optional<CallVerdict> verdict() {
            boolean inBody = failed || (resultIsZero && hasMessage) || (codeIsNotZero && hasRequestId);
            return inBody ? Optional.of(CallVerdict.ORANGE) : Optional.empty();
        }
    }

    /** Reads the array or object the parser stands on to its end; its verdict, empty when it holds nothing. */
    private static Optional<CallVerdict> errors(JsonParser parser) throws IOException {
        boolean any = false;
        boolean theirs = false;
        boolean throttled = false;
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
                boolean code = token == JsonToken.VALUE_STRING && "code".equals(parser.currentName());
                theirs |= code && FAR_SIDES_FAULT.contains(parser.getText());
                throttled |= code && parser.getText().equals("THROTTLED");
            }
        }
        CallVerdict verdict = theirs ? CallVerdict.RED : throttled ? CallVerdict.THROTTLED : CallVerdict.ORANGE;
        return any ? Optional.of(verdict) : Optional.empty();
    }
}
