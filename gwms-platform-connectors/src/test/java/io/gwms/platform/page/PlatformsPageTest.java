package io.gwms.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlatformsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "platforms.md");

    @Test
    void thePageSaysWhatTheConnectorsDeclare() throws IOException {
        if (Boolean.getBoolean("gwms.renew")) {
            Files.writeString(PAGE, PlatformsPage.markdown(), StandardCharsets.UTF_8);
        }
        assertThat(Files.readString(PAGE, StandardCharsets.UTF_8))
                .as("docs/platforms.md is stale; renew it with mvn -pl gwms-platform-connectors -am test"
                        + " -Dtest=PlatformsPageTest -Dgwms.renew=true -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(PlatformsPage.markdown());
    }
}
