package io.gwms.testkit.contract;

import io.gwms.evidence.Cassette;
import io.gwms.testkit.cassette.CassettePlayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A test for each cassette in a folder: drives a connector against it and demands that it makes the recorded calls. Extend
 * it once for a connector; from then on exporting a report into the folder makes a test of it.
 */
public abstract class CassetteContract {
    /** What the names of cassettes end in. */
    public static final String ENDING = ".cassette.json";

    /** A contract; made by JUnit. */
    protected CassetteContract() {}

    /** Where the cassettes are, such as {@code src/test/resources/cassettes}. */
    protected abstract Path folder();

    /**
     * Does with the connector what was recorded, and asserts what should have come of it. A player may be told what to
     * leave out of the comparison first.
     */
    protected abstract void replay(Cassette cassette, CassettePlayer player);

    /** One test for each cassette. */
    @TestFactory
    @DisplayName("does as it should against each recorded report")
    public List<DynamicTest> cassettes() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .map(this::test)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of cassettes " + folder() + " cannot be read", e);
        }
    }

    private DynamicTest test(Path file) {
        return DynamicTest.dynamicTest(file.getFileName().toString(), file.toUri(), () -> {
            Cassette cassette = Cassette.parse(Files.readString(file));
            CassettePlayer player = CassettePlayer.of(cassette);
            replay(cassette, player);
            player.assertAllPlayed();
        });
    }
}
