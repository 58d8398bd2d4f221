/** What the fake warehouses over HTTP share among themselves; no part of the kit's API. */
@NullMarked
package io.gwms.testkit.shelf;

import org.jspecify.annotations.NullMarked;
