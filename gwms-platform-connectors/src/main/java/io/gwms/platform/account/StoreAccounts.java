package io.gwms.platform.account;

import io.gwms.ProviderType;
import io.gwms.resilience.QuotaUsage;
import io.gwms.store.StoreId;
import java.util.List;

/**
 * How stores stand with their platforms. Get it from {@link io.gwms.platform.sync.PlatformModule#accounts()}.
 *
 * <p>A credential that can be refreshed is refreshed before it ends, and when the platform does not accept it: once for all
 * threads and nodes. When nothing helps, the store becomes {@link io.gwms.store.Authorization#EXPIRED}: it makes no call,
 * except that once an hour one small question is asked. As soon as that is answered, or a new credential is stored, it is
 * authorized again, and orders are pulled from where they are not proven complete. Where only one thing is refused, mostly
 * for a scope that the app lacks, only this is paused.
 *
 * <p><b>Threads:</b> shared. No method makes a call to a platform.
 */
@ProviderType
public interface StoreAccounts {
    /** What a person must see to, by store; empty when nothing. */
    List<AccountNotice> notices();

    /**
     * How a store stands with its platform's quota, as this process knows it. Background calls (automatic runs, the census,
     * the stock push) leave a fifth of the quota to what a person or an order waits for.
     */
    QuotaUsage quota(StoreId store);
}
