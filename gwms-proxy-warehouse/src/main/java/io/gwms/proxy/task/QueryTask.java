package io.gwms.proxy.task;

import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskType;
import java.time.Duration;
import java.util.Optional;

/**
 * QUERY: asks how an outbound or inbound order stands and books what the warehouse did. It hands nothing over. One whose
 * create task was cancelled by hand after it may have been sent is looked for until that is known.
 */
final class QueryTask implements TaskHandler {
    private final Consignments consignments;

    QueryTask(Consignments consignments) {
        this.consignments = consignments;
    }

    @Override
    public TaskResult run(TaskRun run) {
        return consignments.round(run, consignment -> switch (consignment.stage()) {
            case CANCELLED -> TaskResult.done(consignment + " is cancelled");
            case NEW ->
                consignments.isLive(consignment, TaskType.CREATE)
                        ? TaskResult.again(consignment + " is not handed over yet; its create task does that")
                        : consignments.at(
                                consignment,
                                run.task(),
                                consignment.actions().query(),
                                counter -> lost(run, consignment, counter));
            case THERE, DONE -> consignments.look(consignment, run.task(), true);
        });
    }

    /** Nobody hands it over any more: either the warehouse has it, or it never will. */
    private TaskResult lost(TaskRun run, Consignment order, Counter counter) {
        return consignments.find(
                order,
                counter,
                found -> found.map(remote -> TaskResult.againAfter(
                                        Duration.ZERO, "the warehouse has it as " + remote.thirdPartyNo())
                                .thirdPartyNo(remote.thirdPartyNo())
                                .checkpoint("")
                                .with(() -> order.accepted(remote)))
                        .orElseGet(() -> consignments.notThere(run, order, counter, Optional.empty())));
    }
}
