package io.gwms.testkit.evidence;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ProductHistoryRepository;
import io.gwms.evidence.ProductSync;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import io.gwms.testkit.contract.ProductHistoryRepositoryContract;
import org.junit.jupiter.api.Test;

class InMemoryProductHistoryTest extends ProductHistoryRepositoryContract {
    private final ProductHistoryRepository history = InMemoryProductHistory.empty();

    @Override
    protected ProductHistoryRepository history() {
        return history;
    }

    @Test
    void pendingRecordsAreFoundOnLaterPagesToo() {
        for (int i = 0; i < 1200; i++) {
            history.save(new ProductSync(
                    "id-%04d".formatted(i),
                    new PlatformType("takealot"),
                    NOON.plusMillis(i),
                    i % 2 == 0 ? ProductSync.Status.PENDING : ProductSync.Status.SUCCESS,
                    "",
                    "",
                    new StoreId("shop-1"),
                    "",
                    "",
                    "",
                    ""));
        }

        assertThat(history.pending(NOON.plusSeconds(9), 500)).hasSize(500).doesNotHaveDuplicates();
        assertThat(history.pending(NOON.plusMillis(100), 500)).hasSize(50);
    }
}
