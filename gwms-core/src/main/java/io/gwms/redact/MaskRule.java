package io.gwms.redact;

import org.jspecify.annotations.Nullable;

/**
 * A rule of the host's own that decides by name what is hidden, for names that no list can hold.
 *
 * <p>Called from several threads at once, once per named value, so it must be quick. A rule that throws hides the
 * whole text it was asked about; nothing shows because of it.
 */
@FunctionalInterface
public interface MaskRule {
    /**
     * The mask for a value, or null when this rule has no opinion and the next one is asked.
     *
     * @param owner the name of the object around the value, in lower case without {@code _}, {@code -} and spaces; empty
     *     at the top and where the form has no objects
     * @param name the name of the value, written likewise
     */
    @Nullable
    Mask maskFor(String owner, String name);
}
