package io.gwms.proxy.task;

import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.db.OnSqlite;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.state.InMemoryState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Inbound orders on each store. */
class InboundTest {
    @Nested
    class InMemory extends InboundScenarios {
        @BeforeEach
        void open() {
            open(InMemoryState.empty());
        }
    }

    @Nested
    @OnSqlite
    class Sqlite extends InboundScenarios {
        private JdbcState state;

        @SuppressWarnings("NullAway.Init") // opened before each test
        Sqlite() {}

        @BeforeEach
        void open(TestDatabase database) {
            state = JdbcState.open(database.dataSource());
            open(state);
        }

        @AfterEach
        void closeState() {
            state.close();
        }
    }
}
