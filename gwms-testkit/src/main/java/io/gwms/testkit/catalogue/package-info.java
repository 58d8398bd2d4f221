/** A host's master data for tests and samples. Start with {@link io.gwms.testkit.catalogue.FixedCatalogue}. */
@NullMarked
package io.gwms.testkit.catalogue;

import org.jspecify.annotations.NullMarked;
