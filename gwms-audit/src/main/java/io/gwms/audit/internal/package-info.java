/** What the packages of this module share and nobody else needs. */
@NullMarked
package io.gwms.audit.internal;

import org.jspecify.annotations.NullMarked;
