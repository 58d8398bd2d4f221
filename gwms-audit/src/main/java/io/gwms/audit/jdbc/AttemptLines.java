package io.gwms.audit.jdbc;

import io.gwms.transport.WireAttempt;
import java.time.Duration;
import java.util.List;

/** The attempts of a call in one column, one a line, their parts parted by tabs; a tab within a part becomes a space. */
final class AttemptLines {
    private AttemptLines() {}

    static String joined(List<WireAttempt> attempts) {
        return Lines.joined(attempts.stream().map(AttemptLines::line).toList());
    }

    static List<WireAttempt> split(String joined) {
        return Lines.split(joined).stream().map(AttemptLines::attempt).toList();
    }

    private static String line(WireAttempt attempt) {
        return String.join(
                "\t",
                Long.toString(attempt.after().toNanos()),
                Long.toString(attempt.duration().toNanos()),
                Integer.toString(attempt.status()),
                attempt.method().replace('\t', ' '),
                attempt.url().replace('\t', ' '),
                attempt.peer().replace('\t', ' '),
                attempt.failure().replace('\t', ' '));
    }

    private static WireAttempt attempt(String line) {
        String[] parts = line.split("\t", -1);
        return new WireAttempt(
                Duration.ofNanos(Long.parseLong(parts[0])),
                Duration.ofNanos(Long.parseLong(parts[1])),
                parts[3],
                parts[4],
                Integer.parseInt(parts[2]),
                parts[5],
                parts[6]);
    }
}
