package io.gwms.audit.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.ChildJvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies far larger than memory pass an audited client in both directions: 2 GiB with {@code -Pslow}. */
@Timeout(600)
class StreamingTest {
    private static final long SIZE = Boolean.getBoolean("gwms.slow") ? 2L << 30 : 160L << 20;

    @Test
    void moreThanMemoryPassesBothWaysCountedAndDigested() {
        try (Bodies server = new Bodies();
                ChildJvm process = ChildJvm.start(
                        StreamingProcess.class,
                        List.of("-Xmx64m"),
                        server.url("/sized/" + SIZE),
                        Long.toString(SIZE))) {
            String received = process.line().orElseThrow();
            assertThat(received).startsWith(SIZE + " ");
            assertThat(process.line()).contains(received);
            assertThat(process.line()).contains(SIZE + " " + SIZE + " TRUNCATED " + (1 << 20) + " 1");
        }
    }
}
