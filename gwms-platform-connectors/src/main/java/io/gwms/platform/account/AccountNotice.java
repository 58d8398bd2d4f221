package io.gwms.platform.account;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.store.StoreId;
import java.time.Instant;

/**
 * Something about a store's authorization that a person must see to (platform-orders, section 1; order-sync-log, section 3.4).
 *
 * @param store the store
 * @param kind what it is about
 * @param at when the grant ends, when it was found dead, or when the permission was first missed
 * @param text what is the matter, redacted
 * @param remedy what to do
 */
public record AccountNotice(StoreId store, Kind kind, Instant at, String text, String remedy) {
    public AccountNotice {
        requireNonNull(store, "store");
        requireNonNull(kind, "kind");
        requireNonNull(at, "at");
        Require.text(text, "text");
        Require.text(remedy, "remedy");
    }

    /** What a notice is about. */
    public enum Kind {
        /**
         * The grant ends soon and nothing here can prolong it; told from 7 days before its end on, or from a fifth of its life
         * before it if that is later.
         */
        GRANT_ENDS,
        /** The platform does not accept the grant any more. The store is paused until it is authorized again. */
        AUTHORIZE_AGAIN,
        /**
         * The grant lives and the app may not do one thing, mostly because it lacks a scope. Only this is paused; it is
         * asked again once an hour, and at once with another credential.
         */
        PERMISSION_MISSING
    }
}
