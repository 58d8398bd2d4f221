package io.gwms.store;

import static java.util.Objects.requireNonNull;

import io.gwms.GwmsException;
import io.gwms.internal.Require;
import java.net.URI;

/**
 * A sales store of one platform: who it is, where its API answers, and what may be done with it.
 *
 * @param id the host's own identity of the store; never reused
 * @param name what people call it
 * @param platform the kind of platform it is on; it never changes, for the orders of the store are that platform's
 * @param endpoint where its API answers, without a path of the API itself, for example
 *     {@code https://acme.myshopify.com}
 * @param authorization how it stands with its platform
 * @param enabled off: nothing is called for this store
 * @param fetchOrders off: orders are not pulled
 * @param pushStock off: stock is not pushed
 * @param readOnly on: nothing is ever written to the platform; write-backs wait for it to be off
 */
public record Store(
        StoreId id,
        String name,
        PlatformType platform,
        URI endpoint,
        Authorization authorization,
        boolean enabled,
        boolean fetchOrders,
        boolean pushStock,
        boolean readOnly) {
    public Store {
        requireNonNull(id, "id");
        Require.text(name, "name");
        requireNonNull(platform, "platform");
        requireNonNull(endpoint, "endpoint");
        String scheme = endpoint.getScheme();
        Require.that(
                ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
                        && endpoint.getHost() != null
                        && endpoint.getUserInfo() == null
                        && endpoint.getQuery() == null
                        && endpoint.getFragment() == null,
                "endpoint",
                endpoint.getUserInfo() == null ? endpoint : "an address with a login",
                "of the form https://host, without login, query and fragment");
        requireNonNull(authorization, "authorization");
    }

    /** An authorized, enabled store that fetches orders, pushes stock and may be written to. */
    public static Store of(StoreId id, String name, PlatformType platform, URI endpoint) {
        return new Store(id, name, platform, endpoint, Authorization.AUTHORIZED, true, true, true, false);
    }

    /**
     * This store, where it may be stored in place of that one of the same id: for a {@link StoreRegistry}.
     *
     * @throws GwmsException when it is of another platform (GWMS-2109)
     */
    public Store inPlaceOf(Store stored) {
        if (!platform.equals(requireNonNull(stored, "stored").platform)) {
            throw new GwmsException(
                    "GWMS-2109",
                    "the store " + id + " is of " + stored.platform
                            + ", and so are its orders, its SKU mappings and its"
                            + " credential; it cannot become one of " + platform,
                    "save the store of " + platform + " under an id of its own, and switch this one off with"
                            + " withEnabled(false) if it is not used any more");
        }
        return this;
    }

    /** The same store with another authorization state. */
    public Store withAuthorization(Authorization authorization) {
        return new Store(id, name, platform, endpoint, authorization, enabled, fetchOrders, pushStock, readOnly);
    }

    /** The same store, enabled or not. */
    public Store withEnabled(boolean enabled) {
        return new Store(id, name, platform, endpoint, authorization, enabled, fetchOrders, pushStock, readOnly);
    }

    /** The same store with its fetch and push switches set. */
    public Store withSwitches(boolean fetchOrders, boolean pushStock) {
        return new Store(id, name, platform, endpoint, authorization, enabled, fetchOrders, pushStock, readOnly);
    }

    /** The same store, read-only or not. */
    public Store withReadOnly(boolean readOnly) {
        return new Store(id, name, platform, endpoint, authorization, enabled, fetchOrders, pushStock, readOnly);
    }
}
