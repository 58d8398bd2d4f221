package io.gwms.testkit.cassette;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.Cassette;
import io.gwms.evidence.Cassette.Take;
import io.gwms.evidence.ErrorKind;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Answers calls from a cassette. A call is answered by the first take not yet played whose request is the same once both
 * are redacted, so that a test needs no credential of the real account: method, host, path, query in any order, and body,
 * where JSON compares by value. Headers do not count.
 *
 * <p>A call that is on no take fails the test with the take that comes closest.
 *
 * <p><b>Threads:</b> shared; settings before the first call.
 */
public final class CassettePlayer implements Transport {
    /** The body is recorded as it reads, so these would lie. */
    private static final Set<String> OF_THE_WIRE = Set.of("content-encoding", "transfer-encoding", "content-length");

    private final Cassette cassette;
    private final List<Take> left;
    private Redactor redactor = Redactor.builder().withPersonalData().build();
    private boolean anyHost;

    private CassettePlayer(Cassette cassette) {
        this.cassette = cassette;
        this.left = new ArrayList<>(cassette.takes());
    }

    /** A player at the beginning of that cassette. */
    public static CassettePlayer of(Cassette cassette) {
        return new CassettePlayer(requireNonNull(cassette, "cassette"));
    }

    /** Leaves values of these names out of the comparison, in queries and bodies: timestamps, nonces. */
    public CassettePlayer ignoring(String... names) {
        Redactor.Builder more = redactor.toBuilder();
        for (String name : names) {
            more.mask(name);
        }
        redactor = more.build();
        return this;
    }

    /** Leaves the host out of the comparison. */
    public CassettePlayer anyHost() {
        anyHost = true;
        return this;
    }

    /** The takes no call has asked for yet. */
    public synchronized List<Take> left() {
        return List.copyOf(left);
    }

    /** Fails unless every take was asked for. */
    public void assertAllPlayed() {
        List<Take> missed = left();
        if (!missed.isEmpty()) {
            throw new AssertionError("Of " + cassette.takes().size() + " calls on cassette '" + cassette.name() + "', "
                    + missed.size() + " were not made:" + lines(missed));
        }
    }

    @Override
    public Outcome<HttpReply> send(HttpCall call) {
        RequestForm asked = RequestForm.of(call, redactor, anyHost);
        return played(next(call, asked));
    }

    private synchronized Take next(HttpCall call, RequestForm asked) {
        for (Take take : left) {
            if (RequestForm.of(take, redactor, anyHost).matches(asked)) {
                left.remove(take);
                return take;
            }
        }
        throw new AssertionError("The call " + call + " is not on cassette '" + cassette.name() + "'. It asks\n  "
                + asked + "\nand these takes are left:"
                + left.stream()
                        .map(take -> "\n  " + RequestForm.of(take, redactor, anyHost))
                        .collect(Collectors.joining()));
    }

    private Outcome<HttpReply> played(Take take) {
        if (take.status() == 0) {
            boolean neverLeft = take.errorKind().equals(ErrorKind.NO_CONNECTION)
                    || take.errorKind().equals(ErrorKind.NOT_SENT);
            return neverLeft
                    ? Outcome.refused(Refusal.temporary(RefusalCode.NOT_SENT, take.error()))
                    : Outcome.unknown(take.error());
        }
        State state = take.response().state();
        if (state == State.FAILED) {
            return Outcome.unknown(take.error());
        }
        if (state == State.OMITTED || state == State.PURGED) {
            throw new AssertionError("The reply to " + take + " is not on cassette '" + cassette.name()
                    + "': its body is " + state + "; export calls before their contents are purged");
        }
        return Outcome.done(HttpReply.of(
                take.status(),
                headers(take.responseHeaders()),
                take.response().text().getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, List<String>> headers(List<String> lines) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                if (!OF_THE_WIRE.contains(name)) {
                    headers.computeIfAbsent(name, same -> new ArrayList<>())
                            .add(line.substring(colon + 1).strip());
                }
            }
        }
        return headers;
    }

    private static String lines(List<Take> takes) {
        return takes.stream().map(take -> "\n  " + take).collect(Collectors.joining());
    }
}
