package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.ApiCall;
import io.gwms.transport.CallAction;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call is in the journal until it is settled, given to whoever asks for what is left, and no longer than that. */
class JournalTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final long PLENTY = 1_000_000;

    @TempDir
    Path directory;

    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(directory, PLENTY, PLENTY);
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    private void reopen(long rollAt, long limit) throws IOException {
        journal.close();
        journal = Journal.open(directory, rollAt, limit);
    }

    private static ApiCall call(String id) {
        return Gaps.row(id, new CallAction("TEST"), "reason", NOON, NOON, 1);
    }

    private Journal.Place append(String id) throws IOException {
        return journal.append(call(id));
    }

    private List<String> replayed() throws IOException {
        List<String> ids = new ArrayList<>();
        journal.replay(calls -> calls.forEach(call -> ids.add(call.id())));
        return ids;
    }

    private List<String> unparked() throws IOException {
        List<String> ids = new ArrayList<>();
        assertThat(journal.unpark(calls -> calls.stream().allMatch(call -> ids.add(call.id()))))
                .isTrue();
        return ids;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(".calls")).toList();
        }
    }

    @Test
    void whatEarlierOnesLeftIsReadInItsOrderAndNothingOfItsOwn() throws IOException {
        append("1");
        reopen(1, PLENTY);
        append("2");
        append("3");
        assertThat(files()).as("one for each that is full").hasSize(3);
        reopen(PLENTY, PLENTY);
        append("own");

        assertThat(replayed()).containsExactly("1", "2", "3");
        assertThat(files()).as("its own stays").hasSize(1);
        assertThat(replayed()).isEmpty();
        reopen(PLENTY, PLENTY);
        assertThat(replayed()).containsExactly("own");
    }

    @Test
    void whatTheStoreDoesNotTakeAtAStartIsGivenToItAgain() throws IOException {
        append("1");
        append("2");
        reopen(PLENTY, PLENTY);
        Recovery recovery = new Recovery(journal, null, "own", 1);
        List<String> taken = new ArrayList<>();

        recovery.run(NOON, calls -> false);
        recovery.run(NOON, calls -> calls.stream().allMatch(call -> taken.add(call.id())));
        recovery.run(NOON, calls -> calls.stream().allMatch(call -> taken.add(call.id())));

        assertThat(taken).containsExactly("1", "2");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFrameThatIsTornOrChangedEndsWhatIsRead() throws IOException {
        append("1");
        append("2");
        reopen(PLENTY, PLENTY);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int kept = whole.length - 1; kept > whole.length / 2; kept -= 40) {
            Files.write(file, Arrays.copyOf(whole, kept));
            assertThat(JournalFile.read(file)).extracting(ApiCall::id).containsExactly("1");
        }
        byte[] changed = whole.clone();
        changed[whole.length - 1]++;
        Files.write(file, changed);
        assertThat(JournalFile.read(file)).extracting(ApiCall::id).containsExactly("1");
    }

    @Test
    void whatIsSettledFreesItsRoomAndTheLastOfAFileTheFile() throws IOException {
        long each = JournalFile.frame(call("1")).length;
        reopen(PLENTY, 2 * each);
        Journal.Place first = append("1");
        Journal.Place second = append("2");
        assertThatThrownBy(() -> append("3")).isInstanceOf(IOException.class).hasMessageContaining("full");

        first.release();
        assertThat(files()).hasSize(1);
        second.release();
        assertThat(files()).isEmpty();
        append("3").release();
        append("4");
        append("5");
    }

    @Test
    void whatIsParkedAloneIsGivenBackAndOnceOnly() throws IOException {
        Journal.Place first = append("1");
        append("2").park();
        append("3").park();
        assertThat(journal.parked()).isEqualTo(2);
        assertThat(journal.unpark(calls -> false)).isFalse();
        assertThat(journal.parked()).isEqualTo(2);

        assertThat(unparked()).containsExactly("2", "3");
        assertThat(journal.parked()).isZero();
        assertThat(unparked()).isEmpty();
        assertThat(files()).as("of the first").hasSize(1);
        first.release();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsParkedInAFileThatWasSpoiledIsLeftToTheNextStart() throws IOException {
        append("1").park();
        append("2").park();
        try (RandomAccessFile file = new RandomAccessFile(files().get(0).toFile(), "rw")) {
            file.seek(file.length() - 2);
            file.writeShort(12345);
        }

        assertThatThrownBy(() -> journal.unpark(calls -> true)).isInstanceOf(IOException.class);
        assertThat(journal.parked()).as("nobody waits for it").isZero();
        assertThat(unparked()).isEmpty();
        reopen(PLENTY, PLENTY);
        assertThat(replayed()).containsExactly("1");
    }

    @Test
    void nothingIsWrittenOnceItIsClosed() throws IOException {
        journal.close();

        assertThatThrownBy(() -> append("1")).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void aDirectoryIsForOne() {
        assertThatThrownBy(() -> Journal.open(directory, PLENTY, PLENTY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in use");
    }
}
