package io.gwms.audit;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.StatusClass;
import io.gwms.order.OrderId;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.WireAttempt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A record as bytes and back, for the journal. The first byte is the version of the form. */
final class CallBytes {
    private static final int VERSION = 1;

    private CallBytes() {}

    static byte[] of(ApiCall call) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(VERSION);
        text(out, call.id());
        out.writeLong(call.createdAt().toEpochMilli());
        context(out, call.context());
        text(out, call.method());
        text(out, call.host());
        text(out, call.path());
        text(out, call.query());
        out.writeInt(call.status());
        text(out, call.statusClass().name());
        out.writeLong(call.duration().toNanos());
        texts(out, call.requestHeaders());
        texts(out, call.responseHeaders());
        body(out, call.requestBody());
        body(out, call.responseBody());
        text(out, call.error());
        text(out, call.errorKind().value());
        out.writeBoolean(call.retryable());
        text(out, call.direction().name());
        text(out, call.phase().name());
        out.writeInt(call.attempts().size());
        for (WireAttempt attempt : call.attempts()) {
            attempt(out, attempt);
        }
        out.writeLong(call.count());
        return bytes.toByteArray();
    }

    static ApiCall call(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("the audit journal holds form " + version + ", but this release reads " + VERSION
                    + "; let the release that wrote it start once, and close it");
        }
        return new ApiCall(
                text(in),
                Instant.ofEpochMilli(in.readLong()),
                context(in),
                text(in),
                text(in),
                text(in),
                text(in),
                in.readInt(),
                StatusClass.valueOf(text(in)),
                Duration.ofNanos(in.readLong()),
                texts(in),
                texts(in),
                body(in),
                body(in),
                text(in),
                new ErrorKind(text(in)),
                in.readBoolean(),
                CallDirection.valueOf(text(in)),
                CallPhase.valueOf(text(in)),
                attempts(in),
                in.readLong());
    }

    private static void context(DataOutputStream out, CallContext context) throws IOException {
        text(out, context.action().value());
        optional(out, context.store().map(StoreId::value));
        optional(out, context.proxySystem().map(ProxySystem::value));
        optional(out, context.proxyAccount());
        optional(out, context.sourceType());
        optional(out, context.sourceId());
        optional(out, context.order().map(OrderId::toString));
        optional(out, context.correlation());
    }

    private static CallContext context(DataInputStream in) throws IOException {
        CallAction action = new CallAction(text(in));
        Optional<String> store = optional(in);
        Optional<String> proxySystem = optional(in);
        Optional<String> proxyAccount = optional(in);
        CallContext context = CallContext.of(action);
        if (store.isPresent()) {
            context = CallContext.forStore(action, new StoreId(store.get()));
        } else if (proxySystem.isPresent()) {
            ProxySystem system = new ProxySystem(proxySystem.get());
            context = proxyAccount.isPresent()
                    ? CallContext.forProxy(action, system, proxyAccount.get())
                    : CallContext.forProxy(action, system);
        }
        Optional<String> sourceType = optional(in);
        Optional<String> sourceId = optional(in);
        if (sourceType.isPresent() && sourceId.isPresent()) {
            context = context.about(sourceType.get(), sourceId.get());
        }
        Optional<String> order = optional(in);
        if (order.isPresent()) {
            context = context.forOrder(OrderId.parse(order.get()));
        }
        Optional<String> correlation = optional(in);
        return correlation.isPresent() ? context.correlated(correlation.get()) : context;
    }

    private static void body(DataOutputStream out, CapturedBody body) throws IOException {
        text(out, body.state().name());
        text(out, body.text());
        out.writeLong(body.size());
        text(out, body.sha256());
    }

    private static CapturedBody body(DataInputStream in) throws IOException {
        return new CapturedBody(CapturedBody.State.valueOf(text(in)), text(in), in.readLong(), text(in));
    }

    private static void attempt(DataOutputStream out, WireAttempt attempt) throws IOException {
        out.writeLong(attempt.after().toNanos());
        out.writeLong(attempt.duration().toNanos());
        text(out, attempt.method());
        text(out, attempt.url());
        out.writeInt(attempt.status());
        text(out, attempt.peer());
        text(out, attempt.failure());
    }

    private static List<WireAttempt> attempts(DataInputStream in) throws IOException {
        List<WireAttempt> attempts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            attempts.add(new WireAttempt(
                    Duration.ofNanos(in.readLong()),
                    Duration.ofNanos(in.readLong()),
                    text(in),
                    text(in),
                    in.readInt(),
                    text(in),
                    text(in)));
        }
        return attempts;
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String each : texts) {
            text(out, each);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(text(in));
        }
        return texts;
    }

    private static void optional(DataOutputStream out, Optional<String> text) throws IOException {
        out.writeBoolean(text.isPresent());
        if (text.isPresent()) {
            text(out, text.get());
        }
    }

    private static Optional<String> optional(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(text(in)) : Optional.empty();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a record in the audit journal is damaged");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
