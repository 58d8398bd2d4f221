package io.gwms.internal.task;

import io.gwms.task.TaskType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The types whose tasks this node runs: those it has a handler for. What is due of another type is left to the nodes that
 * have the module for it, as while a release that brings a new one is rolled out; each such type is told once. Shared.
 */
final class ServedTypes implements Predicate<TaskType> {
    private static final Logger LOG = LoggerFactory.getLogger(ServedTypes.class);

    private final TaskTypes types;
    private final Set<TaskType> told = ConcurrentHashMap.newKeySet();

    ServedTypes(TaskTypes types) {
        this.types = types;
    }

    @Override
    public boolean test(TaskType type) {
        boolean does = types.does(type);
        if (!does && told.add(type)) {
            LOG.atWarn()
                    .setMessage("Tasks wait that this node cannot run")
                    .addKeyValue("type", type)
                    .addKeyValue("because", TaskTypes.nobodyDoes(type))
                    .log();
        }
        return does;
    }
}
