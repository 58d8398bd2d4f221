package io.gwms;

import static java.util.Objects.requireNonNull;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.credential.CredentialStore;
import io.gwms.redact.KnownSecrets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the redactor every secret that is read or about to be saved, so that none shows anywhere under
 * whatever name. Of each owner the last two are kept: the one before may still be in a call's text. Shared.
 */
final class KnownCredentials implements CredentialStore {
    private static final int KEPT = 2;

    private final CredentialStore store;
    private final KnownSecrets known;
    private final Map<CredentialOwner, Deque<Credential>> seen = new HashMap<>();

    KnownCredentials(CredentialStore store, KnownSecrets known) {
        this.store = store;
        this.known = known;
    }

    @Override
    public Optional<Credential> find(CredentialOwner owner) {
        requireNonNull(owner, "owner");
        Optional<Credential> found = store.find(owner);
        found.ifPresent(this::remember);
        return found;
    }

    @Override
    public boolean save(Credential credential) {
        requireNonNull(credential, "credential");
        remember(credential);
        return store.save(credential);
    }

    private synchronized void remember(Credential credential) {
        Deque<Credential> kept = seen.computeIfAbsent(credential.owner(), owner -> new ArrayDeque<>());
        if (kept.stream().anyMatch(one -> one.secrets().equals(credential.secrets()))) {
            return;
        }
        credential.secrets().values().forEach(known::add);
        kept.addLast(credential);
        if (kept.size() > KEPT) {
            kept.removeFirst().secrets().values().forEach(known::remove);
        }
    }
}
