package io.gwms.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void neitherPrintingNorSerialisingShowsTheValue() throws Exception {
        Secret secret = Secret.of("hunter2-hunter2");
        assertThat(secret).hasToString("Secret[***]");
        assertThat(secret.reveal()).isEqualTo("hunter2-hunter2");
        ObjectMapper eager = new ObjectMapper()
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY);
        assertThat(eager.writeValueAsString(secret)).isEqualTo("{}");
    }

    @Test
    void equalsByValue() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
        assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    }

    @Test
    void blankIsRefused() {
        assertThatThrownBy(() -> Secret.of(" ")).hasMessageContaining("blank");
    }
}
