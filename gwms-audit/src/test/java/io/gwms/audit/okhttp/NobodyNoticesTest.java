package io.gwms.audit.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** An application gets the same with the interceptors and without, whatever becomes of the record. */
@Timeout(120)
class NobodyNoticesTest extends AuditedClient {
    @TestFactory
    Stream<DynamicTest> theApplicationSeesTheSameWithAndWithout() {
        RequestBody json = RequestBody.create("{\"a\":1}", MediaType.get("application/json"));
        RequestBody multipart = new MultipartBody.Builder("b")
                .setType(MultipartBody.FORM)
                .addFormDataPart("token", "abcd1234")
                .addFormDataPart("file", "a.pdf", RequestBody.create(Bodies.BINARY, MediaType.get("application/pdf")))
                .build();
        RequestBody streamed = new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("text/plain");
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                for (int i = 0; i < 1000; i++) {
                    sink.writeUtf8("line ").writeDecimalLong(i).writeByte('\n');
                    sink.flush();
                }
            }
        };
        return Stream.of(
                        request("/json"),
                        request("/json").head(),
                        request("/gzip"),
                        request("/gzip").header("Accept-Encoding", "gzip"),
                        request("/gzip-empty"),
                        request("/gzip-cut"),
                        request("/brotli"),
                        request("/binary"),
                        request("/chunked"),
                        request("/none"),
                        request("/same"),
                        request("/moved"),
                        request("/sized/3000000"),
                        request("/echo").post(json),
                        request("/echo")
                                .put(new FormBody.Builder().add("a b", "c&d").build()),
                        request("/echo").post(multipart),
                        request("/echo").post(streamed),
                        request("/echo").post(RequestBody.create(new byte[0], null)),
                        request("/echo").post(RequestBody.create(new byte[3_000_000], null)),
                        request("/echo").delete())
                .map(Request.Builder::build)
                .map(request -> DynamicTest.dynamicTest(
                        request.method() + " " + request.url().encodedPath() + " " + request.header("Accept-Encoding"),
                        () -> {
                            recorded.clear();
                            assertThat(seen(audited, request)).isEqualTo(seen(plain, request));
                            assertThat(recorded).hasSize(1);
                        }));
    }

    /** All that an application can see of an exchange, failures included. */
    private static List<Object> seen(OkHttpClient client, Request request) {
        List<Object> seen = new ArrayList<>();
        try (Response response = client.newCall(request).execute()) {
            seen.add(response.code());
            seen.add(response.message());
            seen.add(response.protocol());
            seen.add(response.headers().newBuilder().removeAll("Date").build());
            seen.add(response.request().url());
            seen.add(response.request().headers());
            seen.add(String.valueOf(response.request().body()));
            seen.add(response.networkResponse().request().headers());
            seen.add(String.valueOf(response.networkResponse().request().body()));
            seen.add(
                    response.priorResponse() == null
                            ? 0
                            : response.priorResponse().code());
            seen.add(String.valueOf(response.body().contentType()));
            seen.add(response.body().contentLength());
            seen.add(HexFormat.of().formatHex(response.body().bytes()));
        } catch (IOException e) {
            seen.add(e.toString());
        }
        return seen;
    }

    @TestFactory
    Stream<DynamicTest> aBrokenRecorderBreaksNoCall() {
        return Stream.of(
                        new IllegalStateException("broken"),
                        new OutOfMemoryError("test"),
                        new NoClassDefFoundError("x"))
                .map(failure -> DynamicTest.dynamicTest(failure.getClass().getSimpleName(), () -> {
                    CallRecorder broken = new CallRecorder() {
                        @Override
                        public void record(CallExchange exchange) {
                            throw NobodyNoticesTest.<RuntimeException>sneaky(failure);
                        }
                    };
                    AuditInterceptors interceptors = AuditInterceptors.of(broken, () -> NOON);
                    assertThat(get(interceptors.install(plain.newBuilder()).build(), "/json"))
                            .contains("1.50");
                    assertThat(interceptors.openCalls()).isZero();

                    AuditInterceptors noClock = AuditInterceptors.of(recorded::add, () -> {
                        throw NobodyNoticesTest.<RuntimeException>sneaky(new IllegalStateException("no clock"));
                    });
                    assertThat(get(noClock.install(plain.newBuilder()).build(), "/json"))
                            .contains("1.50");
                }));
    }

    @SuppressWarnings("unchecked") // throws what it is given, of whatever kind
    private static <E extends Throwable> E sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
