package io.gwms.testkit.process;

import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The smallest fake: it remembers the time that was pushed to it, and ends when idle for the given time. */
final class SmallFake implements FakeService {
    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));

    @SuppressWarnings("try") // the journal is held open so that a second process is refused
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        EffectJournal journal = EffectJournal.open(directory.resolve("small.journal"));
        try (FakeHttpServer server = FakeHttpServer.start(new SmallFake())) {
            FakeProcess.serve(directory, Map.of("small", server), Duration.parse(arguments[1]));
        } finally {
            journal.close();
        }
    }

    @Override
    public FakeReply handle(FakeRequest request) {
        return FakeReply.text(200, "small");
    }

    @Override
    public String holdings() {
        return "{}";
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }
}
