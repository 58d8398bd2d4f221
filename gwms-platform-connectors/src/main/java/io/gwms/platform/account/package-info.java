/** How stores stand with their platforms: grants that end, quotas, what a person must do. Start with {@link io.gwms.platform.account.StoreAccounts}. */
@NullMarked
package io.gwms.platform.account;

import org.jspecify.annotations.NullMarked;
