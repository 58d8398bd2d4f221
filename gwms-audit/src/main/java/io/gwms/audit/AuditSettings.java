package io.gwms.audit;

import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallClassifier;
import io.gwms.evidence.ProductSyncRepository;
import io.gwms.evidence.Retention;
import io.gwms.platform.ProductPage;
import io.gwms.store.PlatformType;
import io.gwms.transport.CallAction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a host wants of the audit module; how they are meant is told at {@link AuditModule.Builder}. */
record AuditSettings(
        @Nullable ApiCallRepository calls,
        @Nullable ProductSyncRepository productSyncs,
        List<CallClassifier> classifiers,
        Map<PlatformType, ProductPage> productPages,
        boolean personalData,
        @Nullable Retention retention,
        Policies policies,
        @Nullable Path journal,
        long journalLimit,
        AsyncCallRecorder.Settings recorder) {

    /** Checks the settings together. */
    AuditSettings {
        classifiers = List.copyOf(classifiers);
        productPages = Map.copyOf(productPages);
        if (policies.useJournal() && journal == null) {
            throw new IllegalStateException(
                    "A policy records into a journal, but there is none; set journal(…) to a directory of this process");
        }
        if (retention != null && calls != null) {
            throw new IllegalStateException(
                    "A retention is set, but calls are kept in a repository of the host's own; leave out one of both");
        }
    }

    /** The policy of each action that has one of its own, and that of the others. */
    record Policies(RecordingPolicy standard, Map<CallAction, RecordingPolicy> actions)
            implements Function<CallAction, RecordingPolicy> {
        Policies {
            actions = Map.copyOf(actions);
        }

        @Override
        public RecordingPolicy apply(CallAction action) {
            return actions.getOrDefault(action, standard);
        }

        private boolean useJournal() {
            return Stream.concat(Stream.of(standard), actions.values().stream())
                    .anyMatch(each -> each.durability() == RecordingPolicy.Durability.JOURNAL);
        }
    }
}
