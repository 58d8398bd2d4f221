package io.gwms.audit.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/** SHA-256 over parts, each preceded by its length, so that no two lists of parts give the same bytes. One thread. */
final class Digest {
    static final int BYTES = 32;

    private final MessageDigest digest;

    Digest() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, though every Java runtime has it", e);
        }
    }

    Digest part(byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    Digest part(String text) {
        return part(text.getBytes(StandardCharsets.UTF_8));
    }

    Digest part(long number) {
        return part(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    Digest part(Instant moment) {
        return part(moment.toEpochMilli());
    }

    byte[] bytes() {
        return digest.digest();
    }
}
