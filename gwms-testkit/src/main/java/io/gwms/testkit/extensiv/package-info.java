/**
 * A 3PL Warehouse Manager (Extensiv) account over HTTP for tests. Start with {@link
 * io.gwms.testkit.extensiv.FakeExtensiv}.
 *
 * <p>Paths, page limits, field names, ETags and the cancel were read in the vendor's published pages on its resources.
 * How a refusal looks is modelled.
 */
@NullMarked
package io.gwms.testkit.extensiv;

import org.jspecify.annotations.NullMarked;
