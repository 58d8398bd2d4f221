package io.gwms.testkit.cassette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.Cassette;
import io.gwms.evidence.Cassette.Take;
import io.gwms.evidence.ErrorKind;
import io.gwms.outcome.Outcome;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recorded calls answer the calls that ask the same. */
class CassettePlayerTest {
    private static final CapturedBody REPLY = body("{\"ok\":true}");

    @Test
    void answersWhatAsksTheSameWhateverItsSecretsAndTheOrderOfItsParts() {
        CassettePlayer player = player(take("page=2&sign=***", "{\"a\":1,\"token\":\"***\"}", 200, REPLY));

        Outcome<HttpReply> outcome = player.send(call("sign=other&page=2", "{\"token\":\"mine\", \"a\":1}"));

        HttpReply reply = outcome.asDone().orElseThrow();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("{\"ok\":true}");
        assertThat(reply.header("x-id")).contains("1");
        assertThat(reply.header("content-encoding")).isEmpty();
        player.assertAllPlayed();
    }

    @Test
    void playsEachTakeOnceInTheirOrder() {
        CassettePlayer player = player(take("", "{}", 503, REPLY), take("", "{}", 200, REPLY));

        assertThat(status(player.send(call("", "{}")))).isEqualTo(503);
        assertThat(player.left()).hasSize(1);
        assertThatThrownBy(player::assertAllPlayed).hasMessageContaining("1 were not made");
        assertThat(status(player.send(call("", "{}")))).isEqualTo(200);
        assertThatThrownBy(() -> player.send(call("", "{}"))).isInstanceOf(AssertionError.class);
    }

    @Test
    void aCallThatWasNotRecordedFailsTheTestAndShowsWhatWas() {
        CassettePlayer player = player(take("page=2", "{\"a\":1}", 200, REPLY));

        assertThatThrownBy(() -> player.send(call("page=3", "{\"a\":1}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("page=3")
                .hasMessageContaining("page=2");
        assertThatThrownBy(() -> player.send(call("page=2", "{\"a\":\"1\"}"))).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatChangesWithEachCallCanBeLeftOut() {
        CassettePlayer player = player(take("timestamp=1700000000", "{\"nonce\":\"abc\",\"a\":1}", 200, REPLY))
                .ignoring("timestamp", "nonce");

        assertThat(status(player.send(call("timestamp=1800000000", "{\"nonce\":\"xyz\",\"a\":1}"))))
                .isEqualTo(200);
    }

    @Test
    void aCallWithoutAnAnswerEndsAsItDid() {
        assertThat(player(take("", "{}", 0, CapturedBody.none(), ErrorKind.TIMEOUT))
                        .send(call("", "{}")))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(player(take("", "{}", 0, CapturedBody.none(), ErrorKind.NO_CONNECTION))
                        .send(call("", "{}")))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aReplyThatIsNoLongerThereIsNotPlayedAsEmpty() {
        CassettePlayer player = player(take("", "{}", 200, REPLY.purged()));

        assertThatThrownBy(() -> player.send(call("", "{}"))).hasMessageContaining("PURGED");
    }

    private static int status(Outcome<HttpReply> outcome) {
        return outcome.asDone().orElseThrow().status();
    }

    private static CassettePlayer player(Take... takes) {
        return CassettePlayer.of(new Cassette("report", List.of(takes)));
    }

    private static Take take(String query, String request, int status, CapturedBody reply) {
        return take(query, request, status, reply, ErrorKind.NONE);
    }

    private static Take take(String query, String request, int status, CapturedBody reply, ErrorKind errorKind) {
        return new Take(
                "STOCK_PUSH",
                "POST",
                "shop.example",
                "/stock",
                query,
                List.of("Content-Type: application/json", "Authorization: ***"),
                body(request),
                status,
                List.of("x-id: 1", "content-encoding: gzip"),
                reply,
                errorKind,
                status == 0 ? "no answer" : "");
    }

    private static CapturedBody body(String text) {
        return new CapturedBody(State.COMPLETE, text, text.length(), "");
    }

    private static HttpCall call(String query, String body) {
        return HttpCall.post(
                        URI.create("https://shop.example/stock" + (query.isEmpty() ? "" : "?" + query)),
                        CallContext.of(CallAction.STOCK_PUSH))
                .body("application/json", body.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
