package io.gwms.testkit.state;

import static java.util.Objects.requireNonNull;

import io.gwms.state.StateRepository;
import io.gwms.testkit.contract.TaskQueueContract;
import io.gwms.testkit.db.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The same on every database. */
abstract class JdbcTaskQueueContract extends TaskQueueContract {
    private @Nullable TwoNodes nodes;

    @BeforeEach
    void open(TestDatabase database) {
        nodes = new TwoNodes(database);
    }

    @AfterEach
    void close() {
        nodes().close();
    }

    private TwoNodes nodes() {
        return requireNonNull(nodes, "nodes");
    }

    @Override
    protected StateRepository state() {
        return nodes().first();
    }

    @Override
    protected StateRepository otherNode() {
        return nodes().second();
    }
}
