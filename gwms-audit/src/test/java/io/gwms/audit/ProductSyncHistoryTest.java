package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.ProductHistoryRepository;
import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSync.Direction;
import io.gwms.evidence.ProductSync.Status;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import io.gwms.testkit.evidence.InMemoryProductHistory;
import io.gwms.testkit.time.VirtualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A product sync is pending, then ends once; another try is another record. */
class ProductSyncHistoryTest {
    private static final NewProductSync SYNC = NewProductSync.publishing(
                    new PlatformType("takealot"), new StoreId("shop-1"))
            .withDraft("draft-1", "cat-9")
            .withChange("title");

    private final VirtualClock clock = VirtualClock.startingAt(Exchanges.NOON);
    private final InMemoryProductHistory records = InMemoryProductHistory.empty();
    private final ProductSyncHistory history = new ProductSyncHistory(records, clock, Redactor.standard());

    private ProductSync record(ProductSyncHistory.Running running) {
        return records.find(running.id()).orElseThrow();
    }

    @Test
    void isPendingUntilItSucceedsWithTheListingIdThatCameOfIt() {
        ProductSyncHistory.Running running = history.begin(SYNC);
        assertThat(record(running).status()).isEqualTo(Status.PENDING);
        assertThat(record(running).syncedAt()).isEqualTo(Exchanges.NOON);

        assertThat(running.succeed("listing-5", "title and price")).isTrue();

        assertThat(record(running).status()).isEqualTo(Status.SUCCESS);
        assertThat(record(running).productId()).isEqualTo("listing-5");
        assertThat(record(running).draftId()).isEqualTo("draft-1");
        assertThat(record(running).categoryId()).isEqualTo("cat-9");
        assertThat(record(running).change()).isEqualTo("title and price");
        assertThat(running.fail("too late")).isFalse();
        assertThat(record(running).status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void keepsTheReasonOfAFailureRedactedAndCut() {
        ProductSyncHistory.Running running = history.begin(SYNC);

        running.fail("Invalid Image; access_token=planted-1\u0000 " + "x".repeat(5000));

        assertThat(record(running).reason())
                .startsWith("Invalid Image")
                .doesNotContain("planted-1", "\u0000")
                .hasSizeLessThanOrEqualTo(2000);
    }

    @Test
    void aRetryIsANewRecordLinkedToTheFailedOne() {
        ProductSyncHistory.Running first = history.begin(SYNC);
        first.fail("Invalid Image");

        ProductSyncHistory.Running second = history.retry(first.id());

        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(record(second).retryOf()).isEqualTo(first.id());
        assertThat(record(second).status()).isEqualTo(Status.PENDING);
        assertThat(record(second).draftId()).isEqualTo("draft-1");
        assertThat(record(first).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void onlyWhatFailedIsTriedAgain() {
        ProductSyncHistory.Running running = history.begin(SYNC);

        assertThatThrownBy(() -> history.retry(running.id())).hasMessageContaining("is PENDING, but must be FAILED");
        assertThatThrownBy(() -> history.retry("none")).hasMessageContaining("is not in the history");
    }

    @Test
    void whatNobodyVouchedForDuringAnHourIsSweptAsInterrupted() {
        ProductSyncHistory.Running old = history.begin(SYNC);
        clock.advance(Duration.ofMinutes(30));
        ProductSyncHistory.Running young = history.begin(SYNC);
        clock.advance(Duration.ofMinutes(31));
        ProductSyncHistory nextProcess = new ProductSyncHistory(records, clock, Redactor.standard());

        assertThat(nextProcess.tidy(clock.instant())).isOne();

        assertThat(record(old).status()).isEqualTo(Status.FAILED);
        assertThat(record(old).reason()).isEqualTo("interrupted");
        assertThat(record(young).status()).isEqualTo(Status.PENDING);
        assertThat(old.succeed("p", "")).isFalse();
        assertThat(history.retry(old.id()).id()).isNotBlank();
        assertThat(nextProcess.tidy(clock.instant())).isZero();
    }

    @Test
    void aSyncOfThreeHoursStaysPendingWhileItsRuntimeLives() {
        ProductSyncHistory.Running running = history.begin(SYNC);
        ProductSyncHistory otherNode = new ProductSyncHistory(records, clock, Redactor.standard());
        for (int minute = 0; minute < 180; minute += 10) {
            clock.advance(Duration.ofMinutes(10));
            history.tidy(clock.instant());
            assertThat(otherNode.tidy(clock.instant())).isZero();
        }

        assertThat(running.succeed("listing-5", "")).isTrue();
        assertThat(record(running).status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void closingEndsWhatAnExceptionLeftOpenAndNothingElse() {
        ProductSyncHistory.Running left = history.begin(SYNC);
        ProductSyncHistory.Running done = history.begin(SYNC);
        left.close();
        done.succeed("all");
        done.close();

        assertThat(record(left).status()).isEqualTo(Status.FAILED);
        assertThat(record(left).reason()).isEqualTo("interrupted");
        assertThat(record(done).status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void anImportIsKeptAsOneAndNamesWhereItsCallsAre() {
        ProductSyncHistory.Running running =
                history.begin(NewProductSync.importing(PlatformType.SHOPIFY, new StoreId("shop-1")));

        assertThat(record(running).direction()).isEqualTo(Direction.IMPORT);
        assertThat(running.correlation()).isEqualTo("product-sync:" + running.id());
        assertThat(record(running).correlation()).isEqualTo(running.correlation());
    }

    @Test
    void nobodyVouchesForWhatWasLeftThoughItsEndCouldNotBeStored() {
        boolean[] broken = {false};
        ProductHistoryRepository sometimes = (ProductHistoryRepository) Proxy.newProxyInstance(
                ProductHistoryRepository.class.getClassLoader(),
                new Class<?>[] {ProductHistoryRepository.class},
                (proxy, method, values) -> {
                    if (broken[0]) {
                        throw new IllegalStateException("the database is out");
                    }
                    return method.invoke(records, values);
                });
        ProductSyncHistory own = new ProductSyncHistory(sometimes, clock, Redactor.standard());
        ProductSyncHistory.Running running = own.begin(SYNC);
        broken[0] = true;
        assertThatThrownBy(() -> running.succeed("title")).hasMessageContaining("is out");
        assertThatThrownBy(running::close).hasMessageContaining("is out");
        broken[0] = false;
        clock.advance(Duration.ofMinutes(61));

        assertThat(own.tidy(clock.instant())).isOne();
        assertThat(record(running).reason()).isEqualTo("interrupted");
    }
}
