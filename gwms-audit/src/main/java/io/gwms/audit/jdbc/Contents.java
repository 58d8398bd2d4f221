package io.gwms.audit.jdbc;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.StatusClass;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.transport.WireAttempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list never touches of a call: headers, attempts and the texts of both bodies. They are packed as one text,
 * since each packing has a price of its own and what one body says the other says too.
 *
 * @param head headers and attempts as one text
 */
record Contents(
        String head,
        List<String> requestHeaders,
        List<String> responseHeaders,
        List<WireAttempt> attempts,
        String request,
        String response) {
    static final Contents EMPTY = new Contents("", List.of(), List.of(), List.of(), "", "");

    /** The columns of a row, in the order of {@link Ready#row}. */
    static final String COLUMNS = "call_id, created_at, failed, bytes, packed, salt";
    /** Which of them are texts, numbers and bytes. */
    static final String TYPES = "tnnnbb";

    static Contents of(ApiCall call) {
        return new Contents(
                head(call),
                call.requestHeaders(),
                call.responseHeaders(),
                call.attempts(),
                call.requestBody().text(),
                call.responseBody().text());
    }

    /** Those of a row of {@link CallRows#WHOLE}. */
    static Contents of(Row row) {
        byte[] packed = row.bytesOrNull("packed");
        return packed == null ? EMPTY : split(Packed.text(packed));
    }

    private static Contents split(String text) {
        int space = text.indexOf(' ');
        int line = text.indexOf('\n');
        int request = line + 1 + Integer.parseInt(text, 0, space, 10);
        int response = request + Integer.parseInt(text, space + 1, line, 10);
        String head = text.substring(line + 1, request);
        List<String> parts = head.isEmpty() ? List.of("", "", "") : Lines.split(head);
        return new Contents(
                head,
                Lines.split(parts.get(0)),
                Lines.split(parts.get(1)),
                AttemptLines.split(parts.get(2)),
                text.substring(request, response),
                text.substring(response));
    }

    /** Head, request and response after a line with the lengths of the first two; empty when all three are. */
    private String joined() {
        return isEmpty() ? "" : head.length() + " " + request.length() + "\n" + head + request + response;
    }

    private static String head(ApiCall call) {
        boolean none = call.requestHeaders().isEmpty()
                && call.responseHeaders().isEmpty()
                && call.attempts().isEmpty();
        return none
                ? ""
                : Lines.joined(List.of(
                        Lines.joined(call.requestHeaders()),
                        Lines.joined(call.responseHeaders()),
                        AttemptLines.joined(call.attempts())));
    }

    boolean isEmpty() {
        return head.isEmpty() && request.isEmpty() && response.isEmpty();
    }

    /** Packed, which takes the longest of all, so that no transaction waits for it. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Ready(ApiCall call, Contents contents, byte @Nullable [] packed) {
        static Ready of(ApiCall call, Packer packer) {
            Contents contents = Contents.of(call);
            return new Ready(call, contents, packer.pack(contents.joined()));
        }

        long bytes() {
            return packed == null ? 0 : packed.length;
        }

        /** The values of {@link #COLUMNS}. */
        @Nullable
        Object[] row(byte @Nullable [] salt) {
            return Tx.values(
                    call.id(), call.createdAt(), call.statusClass() != StatusClass.GREEN, bytes(), packed, salt);
        }
    }
}
