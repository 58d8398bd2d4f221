package io.gwms.audit.jdbc;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.StatusClass;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.transport.WireAttempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list never touches of a call: headers, attempts and the texts of both bodies.
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
    static final String COLUMNS = "call_id, created_at, failed, bytes, head, request, response, salt";
    /** Which of them are texts, numbers and bytes. */
    static final String TYPES = "tnnnbbbb";

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
        String head = Packed.text(row.bytesOrNull("head"));
        List<String> parts = head.isEmpty() ? List.of("", "", "") : Lines.split(head);
        return new Contents(
                head,
                Lines.split(parts.get(0)),
                Lines.split(parts.get(1)),
                AttemptLines.split(parts.get(2)),
                Packed.text(row.bytesOrNull("request")),
                Packed.text(row.bytesOrNull("response")));
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
    record Ready(
            ApiCall call,
            Contents contents,
            byte @Nullable [] head,
            byte @Nullable [] request,
            byte @Nullable [] response) {
        static Ready of(ApiCall call, Packer packer) {
            Contents contents = Contents.of(call);
            return new Ready(
                    call,
                    contents,
                    packer.pack(contents.head),
                    packer.pack(contents.request),
                    packer.pack(contents.response));
        }

        long bytes() {
            return length(head) + length(request) + length(response);
        }

        /** The values of {@link #COLUMNS}. */
        @Nullable
        Object[] row(byte @Nullable [] salt) {
            return Tx.values(
                    call.id(),
                    call.createdAt(),
                    call.statusClass() != StatusClass.GREEN,
                    bytes(),
                    head,
                    request,
                    response,
                    salt);
        }

        private static long length(byte @Nullable [] packed) {
            return packed == null ? 0 : packed.length;
        }
    }
}
