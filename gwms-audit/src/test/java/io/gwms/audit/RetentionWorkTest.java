package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.Retention;
import io.gwms.evidence.StatusClass;
import io.gwms.testkit.evidence.InMemoryApiCalls;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Housekeeping keeps the log within its retention, a part at a time. */
class RetentionWorkTest {
    private final InMemoryApiCalls calls = InMemoryApiCalls.empty();
    private final RetentionWork work = new RetentionWork(calls.maintenance(), Retention.standard());
    private final Instant late = Exchanges.NOON.plus(Duration.ofDays(200));

    @Test
    void takesTenStepsAtATimeAndRestsAnHourOnceNothingIsDue() {
        calls.append(IntStream.range(0, 5_200)
                .mapToObj(i -> call("id-%04d".formatted(i)))
                .toList());

        assertThat(work.tidy(late)).isEqualTo(10);
        assertThat(calls.list(ApiCallQuery.newest(500))).hasSize(200);
        assertThat(work.tidy(late)).isEqualTo(1);
        assertThat(calls.list(ApiCallQuery.newest(500))).isEmpty();

        calls.append(List.of(call("another")));
        assertThat(work.tidy(late.plus(Duration.ofMinutes(59)))).isZero();
        assertThat(work.tidy(late.plus(Duration.ofMinutes(60)))).isEqualTo(1);
    }

    private static ApiCall call(String id) {
        return new ApiCall(
                id,
                Exchanges.NOON,
                CallContext.of(CallAction.ORDER_FETCH),
                "GET",
                "api.example",
                "/",
                "",
                200,
                StatusClass.GREEN,
                Duration.ZERO,
                List.of(),
                List.of(),
                CapturedBody.none(),
                CapturedBody.none(),
                "");
    }
}
