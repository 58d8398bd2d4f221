package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.proxy.ProxySession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 10: it answers, throws nothing, and keeps secrets to itself. */
abstract class ProxySecretClauses extends WarehouseClauses {
    @Test
    @DisplayName("10.1 without a credential it answers, and throws nothing")
    public void answersWithoutACredential() {
        ProxySession bad = scene.withoutCredential();

        assertThat(WarehouseScene.codeOf(scene.create(bad, scene.stage.outbound("R-1"))))
                .isPresent();
        assertThat(scene.find(bad, "R-1")).isNotInstanceOf(Outcome.Done.class);
    }

    @Test
    @DisplayName("10.2 no answer shows a secret")
    public void showsNoSecret() {
        for (Trouble trouble : Trouble.values()) {
            String told = scene.create(scene.troubled(trouble), scene.stage.outbound("R-" + trouble)) + " "
                    + scene.find(scene.troubled(trouble), "R-" + trouble);

            scene.session()
                    .credential()
                    .secrets()
                    .values()
                    .forEach(secret -> assertThat(told).doesNotContain(secret.reveal()));
        }
    }
}
