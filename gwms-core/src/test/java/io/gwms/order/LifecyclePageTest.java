package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LifecyclePageTest {
    private static final Path PAGE = Path.of("..", "docs", "orders", "lifecycle.md");

    @Test
    void thePageSaysWhatTheTablesSay() throws IOException {
        if (Boolean.getBoolean("gwms.renew")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, LifecyclePage.markdown(), StandardCharsets.UTF_8);
        }
        assertThat(Files.readString(PAGE, StandardCharsets.UTF_8))
                .as("docs/orders/lifecycle.md is stale; renew it with"
                        + " mvn -pl gwms-core test -Dtest=LifecyclePageTest -Dgwms.renew=true")
                .isEqualTo(LifecyclePage.markdown());
    }
}
