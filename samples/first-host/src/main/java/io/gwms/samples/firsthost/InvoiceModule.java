package io.gwms.samples.firsthost;

import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.PollingPolicy;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

// docs: own-task
/** A host's own durable work: each task writes an invoice into the host's table, with the end of the task or not at all. */
final class InvoiceModule implements GwmsModule {
    private static final TaskType INVOICE = new TaskType("INVOICE");

    /** The task for an order; the same key is the same task, however often it is added. */
    static NewTask of(String orderNumber, Instant now) {
        return NewTask.of(INVOICE, orderNumber, BusinessType.ORDER, orderNumber, now);
    }

    @Override
    public String name() {
        return "invoices";
    }

    @Override
    public void install(ModuleSetup setup) {
        setup.handler(INVOICE, PollingPolicy.every(Duration.ofMinutes(5)), this::write);
    }

    private TaskResult write(TaskRun run) {
        String number = run.task().businessNo();
        return run.complete(TaskResult.done("invoice written"), connection -> insert(connection, number));
    }

    private static void insert(Connection connection, String number) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO invoice (order_number) VALUES (?)")) {
            insert.setString(1, number);
            insert.executeUpdate();
        }
    }
}
// docs: end
