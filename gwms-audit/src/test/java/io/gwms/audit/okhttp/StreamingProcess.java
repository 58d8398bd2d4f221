package io.gwms.audit.okhttp;

import io.gwms.evidence.CallExchange;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/** Sends and receives as many bytes as it is told, audited, and prints what was recorded. */
final class StreamingProcess {
    private StreamingProcess() {}

    public static void main(String[] arguments) throws IOException {
        long size = Long.parseLong(arguments[1]);
        List<CallExchange> recorded = new ArrayList<>();
        OkHttpClient client = AuditInterceptors.of(recorded::add, () -> Instant.EPOCH)
                .install(new OkHttpClient.Builder())
                .readTimeout(Duration.ofMinutes(5))
                .writeTimeout(Duration.ofMinutes(5))
                .build();
        Request request =
                new Request.Builder().url(arguments[0]).post(streamed(size)).build();
        long read = 0;
        String received;
        try (Response response = client.newCall(request).execute();
                InputStream in = response.body().byteStream()) {
            received = response.header("X-Received") + " " + response.header("X-Digest");
            byte[] buffer = new byte[64 * 1024];
            for (int more = in.read(buffer); more >= 0; more = in.read(buffer)) {
                read += more;
            }
        }
        CallExchange call = recorded.get(0);
        System.out.println(received);
        System.out.println(call.sent().size() + " " + call.sent().sha256());
        System.out.println(read + " " + call.received().size() + " "
                + call.received().state() + " " + call.call().bodySize() + " " + recorded.size());
        System.exit(0);
    }

    private static RequestBody streamed(long size) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("application/octet-stream");
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                byte[] buffer = new byte[64 * 1024];
                Arrays.fill(buffer, (byte) 'b');
                for (long left = size; left > 0; left -= buffer.length) {
                    sink.write(buffer, 0, (int) Math.min(left, buffer.length));
                }
            }
        };
    }
}
