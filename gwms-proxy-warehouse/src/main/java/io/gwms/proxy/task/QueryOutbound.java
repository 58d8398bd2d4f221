package io.gwms.proxy.task;

import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.task.BusinessType;
import io.gwms.task.ManualReason;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.transport.CallAction;
import java.util.Optional;

/** QUERY: asks how an outbound order stands and books what the warehouse did. It hands nothing over. */
final class QueryOutbound implements TaskHandler {
    private final Desk desk;
    private final Following following;

    QueryOutbound(Desk desk, Following following) {
        this.desk = desk;
        this.following = following;
    }

    @Override
    public TaskResult run(TaskRun run) {
        if (!run.task().businessType().equals(BusinessType.OUTBOUND)) {
            return TaskResult.needsHuman(
                    ManualReason.NO_HANDLER,
                    "QUERY is done for outbound orders, not for " + run.task().businessType());
        }
        OutboundId id = new OutboundId(run.task().businessNo());
        Optional<OutboundOrder> stored = desk.setup.state().warehouseOrders().outbound(id);
        if (stored.isEmpty()) {
            return TaskResult.needsHuman(Desk.NOT_FOUND, "there is no outbound order " + id);
        }
        OutboundOrder outbound = stored.get();
        return switch (outbound.state()) {
            case CANCELLED -> TaskResult.done("outbound order " + id + " is cancelled");
            case CREATED ->
                TaskResult.again("outbound order " + id + " is not handed over yet; its create task does that");
            case ACCEPTED, PARTLY_SHIPPED, SHIPPED ->
                desk.at(outbound, run.task(), CallAction.OUTBOUND_QUERY, counter -> {
                    return following.look(outbound, counter, true);
                });
        };
    }
}
