package io.gwms.transport;

import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.Redactor;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What a status alone says of a reply, as most systems mean it. For authors of connectors; what a 2xx holds is theirs to
 * judge, for errors come in replies of status 200 too.
 *
 * <table>
 *   <caption>The verdicts</caption>
 *   <tr><td>2xx</td><td>done, with the reply</td></tr>
 *   <tr><td>401, 403</td><td>{@link RefusalCode#NOT_AUTHORIZED}</td></tr>
 *   <tr><td>404, 410</td><td>{@link RefusalCode#NOT_FOUND}</td></tr>
 *   <tr><td>429</td><td>{@link RefusalCode#RATE_LIMITED}, temporary, for as long as Retry-After says</td></tr>
 *   <tr><td>other 4xx</td><td>{@link RefusalCode#INVALID_REQUEST}</td></tr>
 *   <tr><td>everything else, and 408</td><td>of a {@linkplain HttpCall#isRepeatable() repeatable} call {@link
 *       RefusalCode#PLATFORM_FAILURE}, temporary; of another unknown, since it may have happened</td></tr>
 * </table>
 */
public final class HttpVerdict {
    private HttpVerdict() {}

    /**
     * The verdict about a reply.
     *
     * @param call what was asked
     * @param reply what came back
     * @param redactor the session's; the quoted beginning of the reply goes through it
     * @param now the session's time, for a Retry-After that names a moment
     */
    public static Outcome<HttpReply> of(HttpCall call, HttpReply reply, Redactor redactor, Instant now) {
        int status = reply.status();
        if (reply.isSuccessful()) {
            return Outcome.done(reply);
        }
        String said = JsonReplies.quote(reply, "", redactor).replace(" ,", ",").strip();
        if (status < 400 || status >= 500 || status == 408) {
            return call.isRepeatable()
                    ? Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, said))
                    : Outcome.unknown(said);
        }
        return switch (status) {
            case 401, 403 -> Outcome.refused(RefusalCode.NOT_AUTHORIZED, said);
            case 404, 410 -> Outcome.refused(RefusalCode.NOT_FOUND, said);
            case 429 ->
                Outcome.refused(retryAfter(reply, now)
                        .map(wait -> Refusal.temporary(RefusalCode.RATE_LIMITED, said, wait))
                        .orElseGet(() -> Refusal.temporary(RefusalCode.RATE_LIMITED, said)));
            default -> Outcome.refused(RefusalCode.INVALID_REQUEST, said);
        };
    }

    /** How long Retry-After asks to wait: seconds, also with a decimal, or a moment; empty when it says nothing legible. */
    public static Optional<Duration> retryAfter(HttpReply reply, Instant now) {
        String text = reply.header("Retry-After").orElse("").strip();
        if (text.matches("\\d{1,7}(\\.\\d{1,9})?")) {
            return Optional.of(Duration.ofMillis((long) Math.ceil(1000 * Double.parseDouble(text))));
        }
        try {
            Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
