package io.gwms.credential;

/**
 * Encrypts credentials before they are written down. A host with a key service implements this;
 * others use {@link AesGcmCipher} with a key of theirs.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Bound to its place.</b> What was sealed for one context does not open for another.
 *   <li><b>All or nothing.</b> A changed or foreign text fails to open with an exception.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
public interface CredentialCipher {
    /** Encrypts {@code plain}, bound to {@code context}. */
    byte[] seal(byte[] plain, String context);

    /** Decrypts what {@link #seal} made for the same context. */
    byte[] open(byte[] sealed, String context);
}
