/** The host's warehouses, shipping channels, carriers and warehouse SKUs. A host implements {@link io.gwms.catalogue.Catalogue}. */
@NullMarked
package io.gwms.catalogue;

import org.jspecify.annotations.NullMarked;
