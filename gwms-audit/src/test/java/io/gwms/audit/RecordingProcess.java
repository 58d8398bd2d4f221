package io.gwms.audit;

import io.gwms.audit.AsyncCallRecorder.Settings;
import io.gwms.audit.RecordingPolicy.Durability;
import io.gwms.audit.jdbc.JdbcAudit;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallRecorder;
import io.gwms.jdbc.EmbeddedDatabase;
import java.nio.file.Path;
import java.time.Duration;

/** Records calls until it is killed and says after each one that its caller could go on. */
final class RecordingProcess {
    static final Settings SETTINGS = new Settings(
            64,
            1 << 20,
            16,
            Duration.ofMillis(5),
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Duration.ofMillis(10));

    private RecordingProcess() {}

    /** A started recorder over the files in that directory. */
    static AsyncCallRecorder open(Path directory, Durability durability, JdbcAudit database) {
        Journal journal = Journal.open(directory.resolve("journal"), 4000, 1 << 30);
        String id = IdSequence.create().node();
        AsyncCallRecorder recorder = Recorders.of(
                SETTINGS,
                database.calls(),
                RecordingPolicy.standard().withDurability(durability),
                new Recovery(journal, database.sessions(), id, SETTINGS.capacity()));
        recorder.start();
        return recorder;
    }

    static JdbcAudit database(Path directory) {
        return JdbcAudit.open(EmbeddedDatabase.file(directory.resolve("calls.db")));
    }

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        AsyncCallRecorder recorder = open(directory, Durability.valueOf(arguments[1]), database(directory));
        for (int i = 0; ; i++) {
            CallExchange call = Exchanges.numbered(i);
            CallRecorder told = recorder.begin(CallExchange.opening(call.startedAt(), call.call()));
            System.out.println("begun " + i);
            told.record(call);
            System.out.println("kept " + i);
        }
    }
}
