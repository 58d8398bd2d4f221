package io.gwms.credential;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;

/**
 * Whose a credential is: a sales store's or a proxy-warehouse account's.
 *
 * @param kind {@code store} or {@code proxy}
 * @param name which one
 */
public record CredentialOwner(String kind, String name) {
    public CredentialOwner {
        Require.text(kind, "kind");
        Require.text(name, "name");
    }

    /** The owner for a sales store. */
    public static CredentialOwner store(StoreId store) {
        return new CredentialOwner("store", store.value());
    }

    /** The owner for an account at a proxy-warehouse system. */
    public static CredentialOwner proxy(ProxySystem system, String account) {
        return new CredentialOwner("proxy", requireNonNull(system, "system").value() + "/" + account);
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
