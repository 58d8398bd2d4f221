package io.gwms.redact;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A credential that does not print: {@link #toString()} is masked and there is no bean property to serialise.
 *
 * <p>It registers itself nowhere; whoever owns live credentials adds them to {@link KnownSecrets}. Immutable, shared
 * between threads.
 */
public final class Secret {
    /** Transient so that field-based serialisers pass it over. */
    private final transient String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * A secret with this value, kept exactly as given.
     *
     * @throws IllegalArgumentException when the value is blank
     */
    public static Secret of(String value) {
        if (requireNonNull(value, "value").isBlank()) {
            throw new IllegalArgumentException("The secret is blank, but must have at least one character;"
                    + " pass the credential as the platform issued it");
        }
        return new Secret(value);
    }

    /** The value itself; call it only where the credential is used. */
    public String reveal() {
        return value;
    }

    /** Compares in a time that does not depend on where the values differ. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Always {@code Secret[***]}. */
    @Override
    public String toString() {
        return "Secret[***]";
    }
}
