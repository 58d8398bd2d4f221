package io.gwms.platform.sync;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.platform.ConfirmLost;
import io.gwms.platform.LostDeliveries;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskType;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Fetches deliveries that got lost where the platform keeps them, and takes each as if it had been delivered. The platform is
 * told only after they are stored.
 */
final class LostPushes implements TaskHandler {
    static final TaskType TYPE = new TaskType("LOST_PUSHES");
    static final Duration EVERY = Duration.ofHours(1);

    private static final int MOST_PAGES = 100;

    private final StoreSessions sessions;
    private final Pushes pushes;

    LostPushes(StoreSessions sessions, Pushes pushes) {
        this.sessions = sessions;
        this.pushes = pushes;
    }

    /** Whether the platform of a store keeps what got lost; as payloads of tasks. */
    List<String> wanted(Store store) {
        return webhooks(store).isPresent() ? List.of("") : List.of();
    }

    private Optional<PlatformWebhooks> webhooks(Store store) {
        return sessions.connector(store)
                .flatMap(PlatformConnector::webhooks)
                .filter(PlatformWebhooks::keepsLostDeliveries);
    }

    @Override
    public TaskResult run(TaskRun run) {
        Optional<Store> found = sessions.store(new StoreId(run.task().businessNo()));
        Optional<PlatformWebhooks> webhooks = found.flatMap(this::webhooks);
        if (webhooks.isEmpty() || sessions.whyNot(found.get()).isPresent()) {
            return TaskResult.done("the store cannot be asked now");
        }
        Store store = found.get();
        StoreSession session = sessions.open(
                store, run.task(), CallAction.NOTIFICATION, "store", store.id().value());
        long taken = 0;
        for (int page = 0; page < MOST_PAGES && !run.isLeaseLost(); page++) {
            Outcome<LostDeliveries> answer = webhooks.get().fetchLost(session);
            if (answer.asDone().isEmpty()) {
                return failed(answer);
            }
            LostDeliveries lost = answer.asDone().get();
            for (Authentic delivery : lost.deliveries()) {
                // The platform may keep them for all stores together.
                Optional<Result> result = sessions.ofAccount(store, delivery.account())
                        .map(owner -> pushes.taken(owner, delivery).result());
                if (result.equals(Optional.of(Result.NOT_STORED))) {
                    return TaskResult.failed("a lost delivery could not be stored just now");
                }
                taken += result.equals(Optional.of(Result.ACCEPTED)) ? 1 : 0;
            }
            if (!lost.upTo().isEmpty()) {
                Outcome<String> confirmed = webhooks.get().confirmLost(new ConfirmLost(session, lost.upTo()));
                if (confirmed.asDone().isEmpty()) {
                    return failed(confirmed);
                }
            }
            if (!lost.more()) {
                return TaskResult.done(taken + " deliveries that got lost were taken");
            }
        }
        return TaskResult.againAfter(Duration.ZERO, "there are more; " + taken + " were taken in this round");
    }

    private static TaskResult failed(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused) {
            Refusal refusal = refused.refusal();
            return Waits.of(refusal).orElseGet(() -> TaskResult.failed(refusal.toString()));
        }
        return TaskResult.failed("the platform did not answer: " + ((Outcome.Unknown<?>) outcome).cause());
    }
}
