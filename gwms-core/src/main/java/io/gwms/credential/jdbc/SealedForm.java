package io.gwms.credential.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialCipher;
import io.gwms.credential.CredentialOwner;
import io.gwms.redact.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A credential as bytes that only the host's cipher opens, bound to its owner. Shared. */
final class SealedForm {
    private static final JsonMapper JSON = new JsonMapper();

    private final CredentialCipher cipher;

    SealedForm(CredentialCipher cipher) {
        this.cipher = cipher;
    }

    byte[] seal(Credential credential) {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode secrets = json.putObject("secrets");
        credential.secrets().forEach((name, secret) -> secrets.put(name, secret.reveal()));
        ObjectNode settings = json.putObject("settings");
        credential.settings().forEach(settings::put);
        if (credential.expiresAt() != null) {
            json.put("expiresAt", credential.expiresAt().toEpochMilli());
        }
        try {
            return cipher.seal(JSON.writeValueAsBytes(json), context(credential.owner()));
        } catch (IOException e) {
            throw new UncheckedIOException("the credential of " + credential.owner() + " cannot be written down", e);
        }
    }

    Credential open(CredentialOwner owner, long version, byte[] sealed) {
        JsonNode json;
        try {
            json = JSON.readTree(cipher.open(sealed, context(owner)));
        } catch (IOException e) {
            throw new UncheckedIOException("the stored credential of " + owner + " is damaged", e);
        }
        Map<String, Secret> secrets = new LinkedHashMap<>();
        json.path("secrets")
                .properties()
                .forEach(one ->
                        secrets.put(one.getKey(), Secret.of(one.getValue().textValue())));
        Map<String, String> settings = new LinkedHashMap<>();
        json.path("settings")
                .properties()
                .forEach(one -> settings.put(one.getKey(), one.getValue().textValue()));
        JsonNode expiresAt = json.path("expiresAt");
        return new Credential(
                owner,
                version,
                secrets,
                settings,
                expiresAt.isNumber() ? Instant.ofEpochMilli(expiresAt.longValue()) : null);
    }

    /** The length keeps two owners apart whose kind and name read the same when joined. */
    private static String context(CredentialOwner owner) {
        return "gwms credential " + owner.kind().length() + " " + owner.kind() + " " + owner.name();
    }
}
