package io.gwms.credential;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.IncompleteCredential;
import io.gwms.internal.Require;
import io.gwms.redact.Secret;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What proves to a platform or warehouse system who is calling: named secrets, such as
 * {@code accessToken} or {@code appSecret}. Never prints a secret.
 *
 * @param owner whose it is
 * @param version counts up with every change; 0 before it was ever stored
 * @param secrets the secrets by name
 * @param settings what goes with them and is not secret, such as an app key
 * @param expiresAt when the secrets stop working; null when they do not
 */
public record Credential(
        CredentialOwner owner,
        long version,
        Map<String, Secret> secrets,
        Map<String, String> settings,
        @Nullable Instant expiresAt) {
    /**
     * The name of the setting that says when the whole grant ends, so that a person must connect anew although the secrets
     * are refreshed: an instant as {@link Instant#toString} writes it. A connector sets it where its platform tells.
     */
    public static final String GRANT_EXPIRES_AT = "grantExpiresAt";

    public Credential {
        requireNonNull(owner, "owner");
        secrets = Map.copyOf(requireNonNull(secrets, "secrets"));
        settings = Map.copyOf(requireNonNull(settings, "settings"));
    }

    /** A credential that does not expire and was not stored yet. */
    public static Credential of(CredentialOwner owner, Map<String, Secret> secrets, Map<String, String> settings) {
        return new Credential(owner, 0, secrets, settings, null);
    }

    /** The same at another version. */
    public Credential withVersion(long version) {
        return new Credential(owner, version, secrets, settings, expiresAt);
    }

    /** The same with that secret besides, or in place of the one of that name. */
    public Credential withSecret(String name, Secret secret) {
        Map<String, Secret> more = new HashMap<>(secrets);
        more.put(Require.text(name, "name"), requireNonNull(secret, "secret"));
        return new Credential(owner, version, more, settings, expiresAt);
    }

    /** The same with that setting besides, or in place of the one of that name. */
    public Credential withSetting(String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(Require.text(name, "name"), requireNonNull(value, "value"));
        return new Credential(owner, version, secrets, more, expiresAt);
    }

    /** The secret of that name. */
    public Secret secret(String name) {
        Secret secret = secrets.get(name);
        if (secret == null) {
            throw new IncompleteCredential("the credential of " + owner + " has no secret '" + name + "', only "
                    + secrets.keySet() + "; store one that has it " + IncompleteCredential.REMEDY + "replace(…)");
        }
        return secret;
    }

    /** The setting of that name. */
    public String setting(String name) {
        String setting = settings.get(name);
        if (setting == null) {
            throw new IncompleteCredential("the credential of " + owner + " has no setting '" + name + "', only "
                    + settings.keySet() + "; store one that has it " + IncompleteCredential.REMEDY + "replace(…)");
        }
        return setting;
    }

    /** When the whole grant ends, where the platform told so; see {@link #GRANT_EXPIRES_AT}. */
    public Optional<Instant> grantExpiry() {
        String text = settings.get(GRANT_EXPIRES_AT);
        try {
            return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
