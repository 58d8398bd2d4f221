package io.gwms.platform.sync;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.credential.CredentialStore;
import io.gwms.store.StoreId;
import java.util.Optional;

/** Credentials of which one store's does not open, as one that was stored with another key. */
record LockedCredential(StoreId store, CredentialStore others) implements CredentialStore {
    @Override
    public Optional<Credential> find(CredentialOwner owner) {
        if (owner.equals(CredentialOwner.store(store))) {
            throw new IllegalStateException("it does not open");
        }
        return others.find(owner);
    }

    @Override
    public boolean save(Credential credential) {
        return others.save(credential);
    }
}
