package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecipientTest {
    @Test
    void aBlankFieldIsOneThatIsNotGiven() {
        Recipient blank = new Recipient("Ann", " ", "ZA", "\t", "Johannesburg", "  \n ", "2000");

        assertThat(blank).isEqualTo(new Recipient("Ann", "", "ZA", "", "Johannesburg", "", "2000"));
        assertThat(blank.isComplete()).isFalse();
        assertThat(Judgement.addressMisses(blank).text())
                .isEqualTo("Missing required recipient address fields: address line 1");
    }

    @Test
    void whatEveryParcelNeedsIsEnough() {
        assertThat(new Recipient("Ann", "", "ZA", "", "Johannesburg", "Main Road 1", "").isComplete())
                .isTrue();
        assertThat(Recipient.none().isComplete()).isFalse();
        assertThat(new Recipient("", "", "ZA", "", "Johannesburg", "Main Road 1", "").isComplete())
                .isFalse();
        assertThat(new Recipient("Ann", "", "", "", "Johannesburg", "Main Road 1", "").isComplete())
                .isFalse();
    }
}
