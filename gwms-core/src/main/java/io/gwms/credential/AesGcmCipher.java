package io.gwms.credential;

import io.gwms.internal.Require;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals credentials with AES-256 in GCM mode under one key of the host. */
public final class AesGcmCipher implements CredentialCipher {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    private AesGcmCipher(SecretKey key) {
        this.key = key;
    }

    /** A cipher under that key of 32 bytes; keep the key outside of the database. */
    public static AesGcmCipher withKey(byte[] key) {
        Require.that(key.length == 32, "key length", key.length, "32 bytes (AES-256)");
        return new AesGcmCipher(new SecretKeySpec(key, "AES"));
    }

    @Override
    public byte[] seal(byte[] plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plain, context);
        byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
        return whole;
    }

    @Override
    public byte[] open(byte[] sealed, String context) {
        Require.that(sealed.length > NONCE_BYTES, "sealed length", sealed.length, "more than " + NONCE_BYTES);
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return run(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length), context);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, String context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    mode == Cipher.DECRYPT_MODE
                            ? "a stored credential does not open with this key; pass the key it was stored with"
                            : "a credential could not be encrypted",
                    e);
        }
    }
}
