package io.gwms.credential;

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

    /** Stores the credential unless somebody else did since it was read; says whether it was stored. */
    boolean save(Credential credential);
}
