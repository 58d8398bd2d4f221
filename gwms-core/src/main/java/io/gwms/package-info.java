/**
 * What every part of GWMS shares. An error a person can act on is a {@link io.gwms.GwmsException}.
 */
@NullMarked
package io.gwms;

import org.jspecify.annotations.NullMarked;
