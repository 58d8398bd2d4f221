package io.gwms.credential;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Keeps credentials. The SDK brings an encrypting implementation; a host with a vault writes its own.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Compare and set.</b> {@link #save} stores only when the version it holds is the stored
 *       one, and stores it as that version plus one; 0 means «there is none yet». Of two savers with
 *       the same version one wins. This is what keeps a single-use refresh token from being lost.
 *   <li><b>Durable before the answer.</b> When {@link #save} returns true, a crash does not lose it.
 *   <li><b>Secret at rest.</b> What is written down is encrypted; nothing prints a secret.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
public interface CredentialStore {
    /** The credential of that owner. */
    Optional<Credential> find(CredentialOwner owner);

    /**
     * Stores the credential unless somebody else did since it was read; says whether it was stored. One that was made
     * anew stands at version 0 and is stored only where there is none yet: what a host does at each start keeps tokens
     * that were refreshed meanwhile. See {@link #replace} for the other case.
     */
    boolean save(Credential credential);

    /**
     * Stores the credential in place of the owner's present one, whichever version either has: when a person connects a
     * store again, or a key was exchanged.
     *
     * @throws IllegalStateException when others store one of that owner all the time
     */
    default void replace(Credential credential) {
        requireNonNull(credential, "credential");
        for (int i = 0; i < 100; i++) {
            long version = find(credential.owner()).map(Credential::version).orElse(0L);
            if (save(credential.withVersion(version))) {
                return;
            }
        }
        throw new IllegalStateException("the credential of " + credential.owner()
                + " changed 100 times while it was replaced; leave the owner alone elsewhere, then replace it again");
    }
}
