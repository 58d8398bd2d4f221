package io.gwms.proxy.wire;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.ProxySystem;
import io.gwms.redact.Redactor;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What can stop the reading of an inventory: a page that did not come, or pages that contradict each other. */
public final class Reading {
    private static final int ATTEMPTS = 3;

    private Reading() {}

    /** Says no to a read of more SKUs than can be asked for by themselves, which may be none; empty when it can be done. */
    public static Optional<Outcome<InventoryExtent>> tooNarrow(
            FetchInventory request, int skusAtOnce, ProxySystem system) {
        return request.skus().size() <= skusAtOnce
                ? Optional.empty()
                : Optional.of(Outcome.refused(
                        RefusalCode.UNSUPPORTED,
                        skusAtOnce == 0
                                ? system + " is asked for its whole inventory, not for single SKUs"
                                : system + " is asked for at most " + skusAtOnce + " SKUs at once"));
    }

    /** Reads, and turns what stopped it into an answer; {@code pages} tells how many came until then. */
    public static Outcome<InventoryExtent> told(
            Supplier<InventoryExtent> reading, IntSupplier pages, Redactor redactor) {
        try {
            return Outcome.done(reading.get());
        } catch (PageMissing e) {
            return Outcome.refused(e.refusal);
        } catch (PagesDisagree e) {
            return Outcome.done(InventoryExtent.partial(String.valueOf(e.getMessage()), 0, pages.getAsInt()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Replies.unreadable(String.valueOf(e.getMessage()), redactor);
        }
    }

    /** Reads again from the start when pages contradict each other, a few times: never on from another moment. */
    public static void fromTheStart(Runnable reading) {
        for (int attempt = 1; ; attempt++) {
            try {
                reading.run();
                return;
            } catch (PagesDisagree e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The page that came; what did not come stops the reading. */
    public static <T> T page(Outcome<T> outcome) {
        return outcome.fold(new Outcome.Cases<T, T>() {
            @Override
            public T done(T page) {
                return page;
            }

            @Override
            public T refused(Refusal refusal) {
                throw new PageMissing(refusal);
            }

            @Override
            public T unknown(String cause) {
                throw new PageMissing(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, cause));
            }
        });
    }

    /** A page that goes on from another one; that it is refused means that the first no longer leads anywhere. */
    public static <T> T nextPage(Outcome<T> outcome) {
        try {
            return page(outcome);
        } catch (PageMissing e) {
            boolean expired = e.refusal.code().equals(RefusalCode.INVALID_REQUEST)
                    || e.refusal.code().equals(RefusalCode.NOT_FOUND);
            if (expired) {
                throw new PagesDisagree("the way to the next page was refused: " + e.refusal.text());
            }
            throw e;
        }
    }

    /** A page did not come. */
    @SuppressWarnings("serial")
    public static final class PageMissing extends RuntimeException {
        private final Refusal refusal;

        private PageMissing(Refusal refusal) {
            super(refusal.text(), null, false, false);
            this.refusal = refusal;
        }
    }

    /** Pages contradict each other: they are of different moments. */
    @SuppressWarnings("serial")
    public static final class PagesDisagree extends RuntimeException {
        /** Says how they do. */
        public PagesDisagree(String what) {
            super(what, null, false, false);
        }
    }
}
