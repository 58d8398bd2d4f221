package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may have been sent, and since when the warehouse says that it is not there, outlives a process. */
class SendMarkTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final SendMark NONE = SendMark.of("");

    @Test
    void whatIsWrittenIsReadBack() {
        SendMark sent = NONE.sending(NOON);

        for (SendMark mark : List.of(sent, sent.notThere(NOON.plusSeconds(5)), NONE.notThere(NOON))) {
            assertThat(SendMark.of(mark.text())).isEqualTo(mark);
        }
        assertThatThrownBy(() -> SendMark.of("sent?")).hasMessageContaining("'sent?'");
    }

    @Test
    void aMarkOfAnEarlierReleaseCountsAsSentOnce() {
        assertThat(SendMark.of("sent=1000").sends()).isEqualTo(1);
        assertThat(SendMark.of("sent=;not-there=1000").sends()).isZero();
    }

    @Test
    void theFirstNotThereCountsUntilItIsSentAgainOrSeen() {
        SendMark notThere = NONE.sending(NOON).notThere(NOON.plusSeconds(5));

        assertThat(notThere.notThere(NOON.plusSeconds(60)).firstNotThere()).contains(NOON.plusSeconds(5));
        assertThat(notThere.sending(NOON.plusSeconds(60)).firstNotThere()).isEmpty();
        assertThat(notThere.sending(NOON.plusSeconds(60)).sends()).isEqualTo(2);
        assertThat(notThere.there().firstNotThere()).isEmpty();
    }
}
