package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.Change;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What tasks are found by is kept exactly as long as they are. */
@OnPostgres
class TaskSubjectsTest {
    @Test
    void areNotedOnceForATaskAndForgottenWithIt(TestDatabase database) throws SQLException {
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            NewTask one = SampleTasks.create("a", NOON);
            NewTask other = SampleTasks.create("b", NOON);
            state.commit(List.of(new Change.AddTask(one), new Change.AddTask(other)));
            state.commit(List.of(new Change.AddTask(one)));
            assertThat(rows(database))
                    .as("a business number and a warehouse each")
                    .isEqualTo(4);

            List<Change> ends = new ArrayList<>();
            for (SyncTask task : state.tasks().list(TaskQuery.newest(10).withBusinessNo(one.businessNo()))) {
                SyncTask after = SampleTasks.after(task, TaskStatus.SUCCESS, NOON, "done");
                ends.add(new Change.UpdateTask(after, task.runToken(), SampleTasks.round(task, NOON, "DONE")));
            }
            assertThat(ends).hasSize(1);
            assertThat(state.commit(ends).isCommitted()).isTrue();
            state.queue().tidy(NOON.plus(Duration.ofDays(2)), NOON.plus(Duration.ofDays(1)));

            assertThat(rows(database)).isEqualTo(2);
            assertThat(state.tasks().list(TaskQuery.newest(10).withBusinessNo(other.businessNo())))
                    .hasSize(1);
        }
    }

    private static long rows(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM gwms_task_subject")) {
            count.next();
            return count.getLong(1);
        }
    }
}
