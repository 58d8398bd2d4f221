package io.gwms.store;

import java.util.List;
import java.util.Optional;

/**
 * The sales stores a runtime works for, kept with its state.
 *
 * <p><b>Threads:</b> shared.
 */
public interface StoreRegistry {
    /** The store of that id. */
    Optional<Store> find(StoreId id);

    /** Every store, by id. */
    List<Store> all();

    /**
     * Adds the store, or replaces the one of the same id, whose platform must be the same: see {@link Store#inPlaceOf}.
     *
     * @throws io.gwms.GwmsException when that one is of another platform (GWMS-2109); it stays as it was
     */
    void save(Store store);
}
