package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSync.Direction;
import io.gwms.evidence.ProductSync.Status;
import io.gwms.evidence.ProductSyncQuery;
import io.gwms.evidence.ProductSyncRepository;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link ProductSyncRepository}. */
public abstract class ProductSyncRepositoryContract {
    private static final PlatformType TAKEALOT = new PlatformType("takealot");
    private static final PlatformType SHOPIFY = new PlatformType("shopify");

    /** A contract; made by JUnit. */
    protected ProductSyncRepositoryContract() {}

    /** The repository under test: the same throughout a test, empty at its start. */
    protected abstract ProductSyncRepository productSyncs();

    /** What was given comes back. */
    @Test
    @DisplayName("gives back a record as it was given")
    public void givesBackTheRecord() {
        ProductSync record = record("a", NOON, Status.FAILED, TAKEALOT, "shop-1", "Invalid Image", "first");

        assertThat(productSyncs().save(record)).isTrue();
        assertThat(productSyncs().find("a")).contains(record);
        assertThat(productSyncs().find("b")).isEmpty();
    }

    /** The end of a record is final. */
    @Test
    @DisplayName("ends a pending record once and never changes it again (rule 1)")
    public void forwardOnly() {
        ProductSync pending = record("a", NOON, Status.PENDING);
        ProductSync success = record("a", NOON, Status.SUCCESS);
        ProductSync failed = record("a", NOON, Status.FAILED);

        assertThat(productSyncs().save(pending)).isTrue();
        assertThat(productSyncs().save(pending)).as("pending again").isFalse();
        assertThat(productSyncs().save(success)).isTrue();
        assertThat(productSyncs().save(success)).as("success again").isFalse();
        assertThat(productSyncs().save(failed)).as("failed after success").isFalse();
        assertThat(productSyncs().save(pending)).as("pending after success").isFalse();
        assertThat(productSyncs().find("a")).contains(success);
    }

    /** Two ends of one record at once. */
    @Test
    @DisplayName("lets one of eight ends of a record win (rule 1)")
    public void oneOfEightEndsWins() {
        productSyncs().save(record("a", NOON, Status.PENDING));

        List<Boolean> ends = Race.of(8, racer -> () -> productSyncs().save(record("a", NOON, Status.FAILED)));

        assertThat(ends).containsOnlyOnce(true);
    }

    /** By moment, then id; page after page. */
    @Test
    @DisplayName("lists and pages newest first, by sync time and then id (rule 2)")
    public void newestFirst() {
        for (String id : List.of("b", "a", "B", "c")) {
            productSyncs().save(record(id, id.equals("c") ? NOON.plusMillis(1) : NOON, Status.PENDING));
        }

        assertThat(ids(ProductSyncQuery.newest(2))).containsExactly("c", "b");
        assertThat(ids(new ProductSyncQuery(null, null, null, null, 2, "b"))).containsExactly("a", "B");
        assertThat(ids(new ProductSyncQuery(null, null, null, null, 2, "B"))).isEmpty();
        assertThatThrownBy(() -> productSyncs().list(new ProductSyncQuery(null, null, null, null, 2, "gone")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gone");
    }

    /** The toolbar of the page. */
    @Test
    @DisplayName("filters by store, platform and time")
    public void filters() {
        productSyncs().save(record("a", NOON, Status.PENDING, TAKEALOT, "shop-1", "", ""));
        productSyncs().save(record("b", NOON.plusSeconds(1), Status.PENDING, SHOPIFY, "shop-2", "", ""));

        assertThat(ids(new ProductSyncQuery(new StoreId("shop-1"), null, null, null, 9, null)))
                .containsExactly("a");
        assertThat(ids(new ProductSyncQuery(null, SHOPIFY, null, null, 9, null)))
                .containsExactly("b");
        assertThat(ids(new ProductSyncQuery(null, null, NOON, NOON.plusSeconds(1), 9, null)))
                .containsExactly("a");
        assertThat(ids(new ProductSyncQuery(new StoreId("shop-1"), SHOPIFY, null, null, 9, null)))
                .isEmpty();
    }

    /** What a sweep needs. */
    @Test
    @DisplayName("finds what is still pending and began before a moment")
    public void findsPending() {
        for (int i = 0; i < 12; i++) {
            productSyncs().save(record("old-" + i, NOON, Status.PENDING));
        }
        productSyncs().save(record("ended", NOON, Status.FAILED));
        productSyncs().save(record("young", NOON.plusSeconds(1), Status.PENDING));

        List<ProductSync> pending = productSyncs().pending(NOON.plusSeconds(1), 10);

        assertThat(pending)
                .hasSize(10)
                .allSatisfy(record -> assertThat(record.id()).startsWith("old-"));
        assertThat(productSyncs().pending(NOON, 500)).isEmpty();
    }

    /** Whoever vouches for a record keeps it from the sweep. */
    @Test
    @DisplayName("leaves out of the pending ones what its owner said is alive (rule 3)")
    public void leavesOutWhatIsAlive() {
        productSyncs().save(record("a", NOON, Status.PENDING));
        productSyncs().save(record("b", NOON, Status.PENDING));
        productSyncs().save(record("ended", NOON, Status.SUCCESS));

        productSyncs().alive(List.of("a", "ended", "unknown"), NOON.plusSeconds(60));
        productSyncs().alive(List.of("a"), NOON.plusSeconds(30));
        productSyncs().alive(List.of(), NOON.plusSeconds(90));

        assertThat(productSyncs().pending(NOON.plusSeconds(60), 10))
                .extracting(ProductSync::id)
                .containsExactly("b");
        assertThat(productSyncs().pending(NOON.plusSeconds(61), 10))
                .extracting(ProductSync::id)
                .containsExactlyInAnyOrder("a", "b");
        assertThat(productSyncs().find("a")).contains(record("a", NOON, Status.PENDING));
    }

    private List<String> ids(ProductSyncQuery query) {
        return productSyncs().list(query).stream().map(ProductSync::id).toList();
    }

    private static ProductSync record(String id, Instant at, Status status) {
        return record(id, at, status, TAKEALOT, "shop-1", "", "");
    }

    private static ProductSync record(
            String id, Instant at, Status status, PlatformType platform, String store, String reason, String retryOf) {
        return new ProductSync(
                id,
                Direction.PUBLISH,
                platform,
                at,
                status,
                "draft-1",
                "cat-1",
                new StoreId(store),
                "p-1",
                "title",
                reason,
                retryOf);
    }
}
