package io.gwms.redact;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The live secrets of this process, which no text of a {@link Redactor} shows, wherever and under whatever name they
 * stand.
 *
 * <p>Each secret is looked for as it is and in its URL-encoded, base64, hexadecimal, JSON- and XML-escaped forms, and
 * also where a text was cut in the middle of it. Secrets shorter than {@value #MIN_LENGTH} characters are not taken,
 * since they would hide harmless text. Shared between threads; a change is seen by the next text that is redacted.
 */
public final class KnownSecrets {
    /** The fewest characters a secret needs to be looked for. */
    public static final int MIN_LENGTH = 8;

    private final Map<String, Integer> owners = new HashMap<>();
    private volatile KnownForms forms = KnownForms.NONE;

    /** An empty registry. */
    public KnownSecrets() {}

    /**
     * Adds a secret; added twice, it must be removed twice, so that two stores can share one.
     *
     * @return false when the secret is too short to be looked for
     */
    public boolean add(Secret secret) {
        String value = requireNonNull(secret, "secret").reveal();
        if (value.length() < MIN_LENGTH) {
            return false;
        }
        synchronized (owners) {
            if (owners.merge(value, 1, Integer::sum) == 1) {
                rebuild();
            }
        }
        return true;
    }

    /** Forgets a secret that is no longer valid, once as many removals as additions have come. Unknown ones pass. */
    public void remove(Secret secret) {
        String value = requireNonNull(secret, "secret").reveal();
        synchronized (owners) {
            int count = owners.getOrDefault(value, 0);
            if (count > 1) {
                owners.put(value, count - 1);
            } else if (count == 1) {
                owners.remove(value);
                rebuild();
            }
        }
    }

    /** How many different secrets are known. */
    public int size() {
        synchronized (owners) {
            return owners.size();
        }
    }

    /** The number of known secrets, never the secrets. */
    @Override
    public String toString() {
        return "KnownSecrets[" + size() + "]";
    }

    KnownForms forms() {
        return forms;
    }

    private void rebuild() {
        Set<String> all = new LinkedHashSet<>();
        owners.keySet().forEach(value -> all.addAll(SecretForms.of(value)));
        forms = KnownForms.of(all);
    }
}
