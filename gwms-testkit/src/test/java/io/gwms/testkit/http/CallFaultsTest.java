package io.gwms.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.testkit.http.CallFaults.Kind;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallFaultsTest {
    private final AtomicInteger effects = new AtomicInteger();
    private final CallFaults faults = CallFaults.none();

    private FakeReply call(String operation) {
        return faults.play(operation, () -> {
            effects.incrementAndGet();
            return FakeReply.json(201, "{\"id\":1234}");
        });
    }

    @Test
    void onlyTheCallMeantGoesWrong() {
        faults.at("create", 2, Kind.LOST_REPLY);

        assertThat(call("create").status()).isEqualTo(201);
        assertThat(call("list").status()).isEqualTo(201);
        assertThat(call("create").isLost()).isTrue();
        assertThat(call("create").status()).isEqualTo(201);
        assertThat(faults.calls("create")).isEqualTo(3);
        assertThat(effects).hasValue(4);
    }

    @Test
    void eachKindHasItsEffectOrHasNone() {
        faults.at("a", 1, Kind.BAD_GATEWAY).answer("a", 2, FakeReply.text(418, "no"));
        faults.at("a", 3, Kind.BAD_GATEWAY_AFTER_EFFECT)
                .at("a", 4, Kind.TRUNCATED)
                .at("a", 5, Kind.EMPTY_BODY)
                .answerAfterEffect("a", 6, FakeReply.text(500, "oh"))
                .after("a", 7, () -> effects.addAndGet(100));

        assertThat(call("a").status()).isEqualTo(502);
        assertThat(call("a").status()).isEqualTo(418);
        assertThat(effects).hasValue(0);
        assertThat(call("a").status()).isEqualTo(502);
        assertThat(call("a").bodyText()).isEqualTo("{\"id\"");
        assertThat(call("a").bodyText()).isEmpty();
        assertThat(call("a").status()).isEqualTo(500);
        assertThat(effects).hasValue(4);
        assertThat(call("a").status()).isEqualTo(201);
        assertThat(effects).hasValue(105);
    }

    @Test
    void callsAreCountedFromOne() {
        assertThatThrownBy(() -> faults.at("a", 0, Kind.EMPTY_BODY)).hasMessageContaining("1 is the first call");
    }
}
