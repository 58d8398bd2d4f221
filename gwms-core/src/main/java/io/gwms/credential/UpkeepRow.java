package io.gwms.credential;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What nodes tell each other of a credential: a row of its own beside it in the same store, so that it is fenced by the same
 * compare-and-set and the credential itself changes only when its secrets do.
 */
final class UpkeepRow {
    private static final int MOST_CONFLICTS = 20;

    private final CredentialStore store;
    private final CredentialOwner owner;

    UpkeepRow(CredentialStore store, CredentialOwner of) {
        this.store = store;
        this.owner = new CredentialOwner("grant of " + of.kind(), of.name());
    }

    /** What is in the row now. */
    record Entry(Map<String, String> notes) {
        @Nullable
        Instant instant(String name) {
            String text = notes.get(name);
            return text == null ? null : Instant.ofEpochMilli(Long.parseLong(text));
        }

        long number(String name) {
            return Long.parseLong(notes.getOrDefault(name, "0"));
        }

        String text(String name) {
            return notes.getOrDefault(name, "");
        }

        Entry with(String name, Object value) {
            Map<String, String> changed = new TreeMap<>(notes);
            changed.put(name, value instanceof Instant at ? Long.toString(at.toEpochMilli()) : value.toString());
            return new Entry(Map.copyOf(changed));
        }

        Entry without(String... names) {
            Map<String, String> changed = new TreeMap<>(notes);
            for (String name : names) {
                changed.remove(name);
            }
            return new Entry(Map.copyOf(changed));
        }
    }

    Entry read() {
        return new Entry(store.find(owner).map(Credential::settings).orElse(Map.of()));
    }

    /** Changes the row; asked again when somebody else changed it meanwhile. Gives what is in it then. */
    Entry change(UnaryOperator<Entry> change) {
        for (int i = 0; i < MOST_CONFLICTS; i++) {
            Credential row = store.find(owner).orElseGet(() -> Credential.of(owner, Map.of(), Map.of()));
            Entry before = new Entry(row.settings());
            Entry after = change.apply(before);
            if (after.equals(before)
                    || store.save(new Credential(owner, row.version(), Map.of(), after.notes(), null))) {
                return after;
            }
        }
        throw new IllegalStateException(
                "the notes of " + owner + " changed " + MOST_CONFLICTS
                        + " times while they were written; is the store of credentials shared with something that writes them?");
    }
}
