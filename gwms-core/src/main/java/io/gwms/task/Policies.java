package io.gwms.task;

import io.gwms.redact.Redactor;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By which policy a task runs. The function that tells may be a host's own: what breaks in it is logged, once for each
 * type, and breaks nothing else, for the rounds of such a task go by the policy of short work. Shared.
 */
final class Policies {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    private final Function<SyncTask, Optional<PollingPolicy>> told;
    private final Redactor redactor;
    private final Set<TaskType> broken = ConcurrentHashMap.newKeySet();

    Policies(Function<SyncTask, Optional<PollingPolicy>> told, Redactor redactor) {
        this.told = told;
        this.redactor = redactor;
    }

    /**
     * The policy that counts.
     *
     * @param policy empty where nobody does such tasks
     * @param failure why it is not the one of its type, redacted; empty when it is
     */
    record Answer(Optional<PollingPolicy> policy, String failure) {}

    Answer of(SyncTask task) {
        try {
            return new Answer(told.apply(task), "");
        } catch (RuntimeException e) {
            if (broken.add(task.type())) {
                LOG.atError()
                        .setMessage("The policy of a type of tasks cannot be told; that of short work counts")
                        .addKeyValue("task", task.id())
                        .addKeyValue("type", task.type())
                        .setCause(redactor.forLog(e))
                        .log();
            }
            return new Answer(Optional.of(PollingPolicy.prompt()), redactor.text(e));
        }
    }
}
