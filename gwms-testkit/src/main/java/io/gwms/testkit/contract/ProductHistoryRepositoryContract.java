package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ProductHistoryRepository;
import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSyncQuery;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link ProductHistoryRepository}. */
public abstract class ProductHistoryRepositoryContract {
    protected ProductHistoryRepositoryContract() {}

    /** The history under test: the same throughout a test, empty at its start. */
    protected abstract ProductHistoryRepository history();

    private static ProductSync record(String id, Instant at, ProductSync.Status status, String reason) {
        return new ProductSync(
                id,
                id.startsWith("t") ? PlatformType.TAKEALOT : PlatformType.SHOPIFY,
                at,
                status,
                "draft-1",
                "",
                new StoreId("acme"),
                status == ProductSync.Status.SUCCESS ? "P-1" : "",
                "price 10 > 12",
                reason,
                "");
    }

    @Test
    @DisplayName("ends a pending record once, and never changes it after (rule 1)")
    public void endsOnce() {
        ProductSync pending = record("p1", NOON, ProductSync.Status.PENDING, "");
        ProductSync done = record("p1", NOON, ProductSync.Status.SUCCESS, "");

        assertThat(history().save(pending)).isTrue();
        assertThat(history().save(done)).isTrue();
        assertThat(history().save(record("p1", NOON, ProductSync.Status.FAILED, "late")))
                .isFalse();
        assertThat(history().save(pending)).isFalse();
        assertThat(history().get("p1")).contains(done);
        assertThat(history().get("none")).isEmpty();
    }

    @Test
    @DisplayName("finds what is still pending and began before a moment")
    public void findsPending() {
        for (int i = 0; i < 12; i++) {
            history().save(record("old-" + i, NOON, ProductSync.Status.PENDING, ""));
        }
        history().save(record("ended", NOON, ProductSync.Status.FAILED, "Invalid Image"));
        history().save(record("young", NOON.plusSeconds(1), ProductSync.Status.PENDING, ""));

        assertThat(history().pending(NOON.plusSeconds(1), 10))
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allSatisfy(record -> assertThat(record.id()).startsWith("old-"));
        assertThat(history().pending(NOON, 10)).isEmpty();
    }

    @Test
    @DisplayName("lets one of eight ends of a record win (rule 1)")
    public void oneOfEightEndsWins() {
        history().save(record("p1", NOON, ProductSync.Status.PENDING, ""));

        List<Boolean> saved = Race.of(
                8, racer -> () -> history().save(record("p1", NOON, ProductSync.Status.FAILED, "racer " + racer)));

        assertThat(saved).filteredOn(won -> won).hasSize(1);
    }

    @Test
    @DisplayName("pages newest first, then by id downwards, by every filter (rule 2)")
    public void pagesNewestFirst() {
        for (int i = 0; i < 4; i++) {
            history().save(record((i == 0 ? "t" : "p") + i, NOON.plusSeconds(i / 2), ProductSync.Status.PENDING, ""));
        }
        List<String> all = new ArrayList<>();
        ProductSyncQuery page = ProductSyncQuery.newest(3);
        for (List<ProductSync> some = history().find(page);
                !some.isEmpty();
                some = history().find(page)) {
            some.forEach(record -> all.add(record.id()));
            page = new ProductSyncQuery(
                    null, null, null, null, 3, some.get(some.size() - 1).id());
        }

        assertThat(all).containsExactly("p3", "p2", "t0", "p1");
        assertThat(history()
                        .find(new ProductSyncQuery(
                                new StoreId("acme"), PlatformType.TAKEALOT, NOON, NOON.plusSeconds(1), 9, null)))
                .extracting(ProductSync::id)
                .containsExactly("t0");
        assertThat(history().find(new ProductSyncQuery(new StoreId("beta"), null, null, null, 9, null)))
                .isEmpty();
    }
}
