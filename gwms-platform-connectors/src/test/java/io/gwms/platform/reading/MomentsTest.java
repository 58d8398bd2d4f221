package io.gwms.platform.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-07-01T12:00:00Z",
                "1969-12-31T23:59:59Z",
                "2024-02-29T00:00:01Z",
                "2026-07-01T12:00:00.250Z",
                "2026-07-01T12:00:00+02:00",
                "2026-07-01T12:00Z",
                "2026-07-01T12:00+02:0",
                "2026-02-29T12:00:00Z",
                "2026-13-01T12:00:00Z",
                "2026-07-01 12:00:00Z",
                "2026-07-01T24:00:00Z",
                "-026-07-01T12:00:00Z",
                "soon"
            })
    void everyTextIsReadAsTheGeneralParserReadsIt(String text) {
        Optional<Instant> expected = parsed(text);

        if (expected.isPresent()) {
            assertThat(Moments.of(text)).isEqualTo(expected.get());
        } else {
            assertThatThrownBy(() -> Moments.of(text)).isInstanceOf(DateTimeException.class);
        }
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
