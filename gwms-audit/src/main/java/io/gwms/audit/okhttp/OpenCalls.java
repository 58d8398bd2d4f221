package io.gwms.audit.okhttp;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * The calls under way, none of which is kept alive here: OkHttp takes back the connection of a reply that nobody closes
 * once its call is collected, and by then such a call has ended for us too. Shared by threads.
 */
final class OpenCalls {
    private final Map<Object, AuditedCall> open = new ConcurrentHashMap<>();
    private final ReferenceQueue<Call> forgotten = new ReferenceQueue<>();

    /** A call has begun; what ends it is {@link #ended} with what this gives back. */
    Object key(Call call) {
        return new Key(call, forgotten);
    }

    void begun(Object key, AuditedCall audited) {
        endForgotten();
        open.put(key, audited);
    }

    void ended(Object key) {
        open.remove(key);
    }

    @Nullable
    AuditedCall of(Call call) {
        return open.get(new Wanted(call));
    }

    int size() {
        endForgotten();
        return open.size();
    }

    void abandon() {
        endForgotten();
        open.values().forEach(AuditedCall::abandon);
    }

    /** Records the calls whose replies the application has let go of without closing them. */
    private void endForgotten() {
        for (Reference<? extends Call> key = forgotten.poll(); key != null; key = forgotten.poll()) {
            AuditedCall audited = open.get(key);
            if (audited != null) {
                audited.finish();
            }
        }
    }

    private static final class Key extends WeakReference<Call> {
        private final int hash;

        private Key(Call call, ReferenceQueue<Call> forgotten) {
            super(call, forgotten);
            this.hash = System.identityHashCode(call);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Equals the key of its call, so that looking one up makes no reference. */
    private record Wanted(Call call) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.refersTo(call);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(call);
        }
    }
}
