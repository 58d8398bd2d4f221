package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSync.Direction;
import io.gwms.evidence.ProductSync.Status;
import io.gwms.evidence.ProductSyncRepository;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import io.gwms.testkit.evidence.InMemoryProductSyncs;
import io.gwms.testkit.time.VirtualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A product sync is pending, then ends once; another try is another record. */
class ProductSyncRecorderTest {
    private static final NewProductSync SYNC = NewProductSync.publishing(
                    new PlatformType("takealot"), new StoreId("shop-1"))
            .withDraft("draft-1", "cat-9")
            .withChange("title");

    private final VirtualClock clock = VirtualClock.startingAt(Exchanges.NOON);
    private final InMemoryProductSyncs records = InMemoryProductSyncs.empty();
    private final ProductSyncRecorder history = new ProductSyncRecorder(records, clock, Redactor.standard());

    private ProductSync record(ProductSyncRecorder.Running running) {
        return records.find(running.id()).orElseThrow();
    }

    @Test
    void isPendingUntilItSucceedsWithTheListingIdThatCameOfIt() {
        ProductSyncRecorder.Running running = history.begin(SYNC);
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
    void keepsTheListingItIsAboutAndWhatIsToBeChanged() {
        ProductSyncRecorder.Running running =
                history.begin(SYNC.withProduct("listing-5").withChange("a price of 5"));

        assertThat(record(running).productId()).isEqualTo("listing-5");
        assertThat(record(running).change()).isEqualTo("a price of 5");
        running.succeed("");
        assertThat(record(running).productId()).isEqualTo("listing-5");
    }

    @Test
    void keepsTheReasonOfAFailureRedactedAndCut() {
        ProductSyncRecorder.Running running = history.begin(SYNC);

        running.fail("Invalid Image; access_token=planted-1\u0000 " + "x".repeat(5000));

        assertThat(record(running).reason())
                .startsWith("Invalid Image")
                .doesNotContain("planted-1", "\u0000")
                .hasSizeLessThanOrEqualTo(2000);
    }

    @Test
    void keepsWhatIsChangedRedactedAndCutWhenItBeginsAndWhenItEnds() {
        String change = "an image from https://cdn.example/a?access_token=planted-1\u0000 " + "x".repeat(5000);

        ProductSyncRecorder.Running begun = history.begin(SYNC.withChange(change));
        ProductSyncRecorder.Running ended = history.begin(SYNC);
        ended.succeed(change);

        assertThat(List.of(record(begun).change(), record(ended).change()))
                .allSatisfy(shown -> assertThat(shown)
                        .startsWith("an image")
                        .doesNotContain("planted-1", "\u0000")
                        .hasSizeLessThanOrEqualTo(2000));
    }

    @Test
    void aRetryIsANewRecordLinkedToTheFailedOne() {
        ProductSyncRecorder.Running first = history.begin(SYNC.withProduct("listing-5"));
        first.fail("Invalid Image");

        ProductSyncRecorder.Running second = history.retry(first.id());

        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(record(second).retryOf()).isEqualTo(first.id());
        assertThat(record(second).status()).isEqualTo(Status.PENDING);
        assertThat(record(second))
                .usingRecursiveComparison()
                .ignoringFields("id", "status", "reason", "retryOf")
                .isEqualTo(record(first));
        assertThat(record(first).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void onlyWhatFailedIsTriedAgain() {
        ProductSyncRecorder.Running running = history.begin(SYNC);

        assertThatThrownBy(() -> history.retry(running.id())).hasMessageContaining("is PENDING, but must be FAILED");
        assertThatThrownBy(() -> history.retry("none")).hasMessageContaining("is not in the history");
    }

    @Test
    void whatNobodyVouchedForDuringAnHourIsSweptAsInterrupted() {
        ProductSyncRecorder.Running old = history.begin(SYNC);
        clock.advance(Duration.ofMinutes(30));
        ProductSyncRecorder.Running young = history.begin(SYNC);
        clock.advance(Duration.ofMinutes(31));
        ProductSyncRecorder nextProcess = new ProductSyncRecorder(records, clock, Redactor.standard());

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
        ProductSyncRecorder.Running running = history.begin(SYNC);
        ProductSyncRecorder otherNode = new ProductSyncRecorder(records, clock, Redactor.standard());
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
        ProductSyncRecorder.Running left = history.begin(SYNC);
        ProductSyncRecorder.Running done = history.begin(SYNC);
        left.close();
        done.succeed("all");
        done.close();

        assertThat(record(left).status()).isEqualTo(Status.FAILED);
        assertThat(record(left).reason()).isEqualTo("interrupted");
        assertThat(record(done).status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void anImportIsKeptAsOneAndNamesWhereItsCallsAre() {
        ProductSyncRecorder.Running running =
                history.begin(NewProductSync.importing(PlatformType.SHOPIFY, new StoreId("shop-1")));

        assertThat(record(running).direction()).isEqualTo(Direction.IMPORT);
        assertThat(running.correlation()).isEqualTo("product-sync:" + running.id());
        assertThat(record(running).correlation()).isEqualTo(running.correlation());
    }

    @Test
    void nobodyVouchesForWhatWasLeftThoughItsEndCouldNotBeStored() {
        boolean[] broken = {false};
        ProductSyncRepository sometimes = (ProductSyncRepository) Proxy.newProxyInstance(
                ProductSyncRepository.class.getClassLoader(),
                new Class<?>[] {ProductSyncRepository.class},
                (proxy, method, values) -> {
                    if (broken[0]) {
                        throw new IllegalStateException("the database is out");
                    }
                    return method.invoke(records, values);
                });
        ProductSyncRecorder own = new ProductSyncRecorder(sometimes, clock, Redactor.standard());
        ProductSyncRecorder.Running running = own.begin(SYNC);
        broken[0] = true;
        assertThatThrownBy(() -> running.succeed("title")).hasMessageContaining("is out");
        assertThatThrownBy(running::close).hasMessageContaining("is out");
        broken[0] = false;
        clock.advance(Duration.ofMinutes(61));

        assertThat(own.tidy(clock.instant())).isOne();
        assertThat(record(running).reason()).isEqualTo("interrupted");
    }
}
