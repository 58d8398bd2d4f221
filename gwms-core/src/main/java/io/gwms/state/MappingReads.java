package io.gwms.state;

import io.gwms.Incubating;
import io.gwms.sku.MappingChange;
import io.gwms.sku.SkuMapping;
import io.gwms.store.StoreId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads SKU mappings. <b>Threads:</b> shared. */
@Incubating("the runtime's own: both implementations are the SDK's, and it grows with the rules of the engine")
public interface MappingReads {
    /** What that platform SKU is bound to. */
    Optional<SkuMapping> find(StoreId store, String platformSku);

    /** What those platform SKUs are bound to, in any order; those that are not bound are left out. */
    List<SkuMapping> findAll(StoreId store, Collection<String> platformSkus);

    /** The bindings of a store, by platform SKU. */
    List<SkuMapping> list(StoreId store);

    /** The changes of that mapping, oldest first. */
    List<MappingChange> journal(StoreId store, String platformSku);

    /** The platform SKUs of waiting orders of that store that are not bound, each once. */
    List<String> unmapped(StoreId store);
}
