package io.gwms.audit.okhttp;

import static java.util.Objects.requireNonNull;

import io.gwms.audit.RecordingPolicy;
import io.gwms.audit.internal.ClosingRecorder;
import io.gwms.evidence.CallRecorder;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.InstantSource;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts every call of an OkHttp client on record: one record for each call of the application, with all requests it took
 * on the wire, whatever came of them.
 *
 * <p>Two interceptors work together: the outermost one sees the call as the application does, the innermost one sees
 * what is sent. Bodies are watched while they flow, in both directions; nothing is read ahead, held back or changed, and
 * up to the policy's limit is kept. A call is recorded once its reply is read to the end or closed, or let go of and
 * collected. A recorder that fails breaks no call.
 *
 * <p>What a call is for says its tag: {@code new Request.Builder().tag(CallContext.class, context)}; without one its
 * action is {@code HOST_CALL}. Calls that come through the SDK's own transport are recorded above it and pass here
 * unrecorded, so that one client may serve both.
 *
 * <p><b>Threads:</b> shared, also by several clients.
 */
public final class AuditInterceptors {
    /** The action of a call that has no context of its own. */
    public static final CallAction HOST_CALL = new CallAction("HOST_CALL");

    private static final Logger LOG = LoggerFactory.getLogger(AuditInterceptors.class);
    private static final CallContext NO_CONTEXT = CallContext.of(HOST_CALL);

    private final CallRecorder recorder;
    private final InstantSource clock;
    private final Function<CallAction, RecordingPolicy> policies;
    private final boolean digests;
    private final OpenCalls open;

    private AuditInterceptors(
            CallRecorder recorder,
            InstantSource clock,
            Function<CallAction, RecordingPolicy> policies,
            boolean digests,
            OpenCalls open) {
        this.recorder = recorder;
        this.clock = clock;
        this.policies = policies;
        this.digests = digests;
        this.open = open;
    }

    /** Interceptors that hand calls to that recorder, with the standard policy and digests. */
    public static AuditInterceptors of(CallRecorder recorder, InstantSource clock) {
        AuditInterceptors interceptors = new AuditInterceptors(
                requireNonNull(recorder, "recorder"),
                requireNonNull(clock, "clock"),
                action -> RecordingPolicy.standard(),
                true,
                new OpenCalls());
        if (recorder instanceof ClosingRecorder closing) {
            closing.beforeClosing(interceptors::abandon);
        }
        return interceptors;
    }

    /** The same with these policies: how much of a body is kept, and whether a call's intent is recorded first. */
    public AuditInterceptors withPolicies(Function<CallAction, RecordingPolicy> policies) {
        return new AuditInterceptors(recorder, clock, requireNonNull(policies, "policies"), digests, open);
    }

    /** The same without digests of bodies that are longer than what is kept; a digest costs time on large bodies. */
    public AuditInterceptors withoutDigests() {
        return new AuditInterceptors(recorder, clock, policies, false, open);
    }

    /**
     * Adds both, the first outermost and the second innermost of those the builder has by now.
     *
     * @return the builder
     */
    public OkHttpClient.Builder install(OkHttpClient.Builder builder) {
        builder.interceptors().add(0, application());
        return builder.addNetworkInterceptor(network());
    }

    /** The interceptor that makes the records; add it as the first application interceptor. */
    public Interceptor application() {
        return new CallInterceptor(this);
    }

    /** The interceptor that adds what happens on the wire; add it as the last network interceptor. */
    public Interceptor network() {
        return new AttemptInterceptor(this);
    }

    /** How many calls are under way, their replies not yet read to the end. */
    int openCalls() {
        return open.size();
    }

    /** Records all calls under way as they stand; they go on unrecorded. */
    void abandon() {
        open.abandon();
    }

    /** Begins to record; null when that fails, for the call goes on all the same. */
    @Nullable
    AuditedCall begin(Call call, Request request) {
        CallContext context = request.tag(CallContext.class);
        if (context == null) {
            context = NO_CONTEXT;
        }
        Object key = open.key(call);
        AuditedCall audited = new AuditedCall(
                recorder,
                clock.instant(),
                context,
                request,
                policies.apply(context.action()),
                digests,
                () -> open.ended(key));
        open.begun(key, audited);
        try {
            audited.begin();
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .setMessage("The intent of a call could not be recorded; it goes on, and its end is recorded alone")
                    .addKeyValue("failure", e.getClass().getName())
                    .log();
        }
        return audited;
    }

    /** The record of a call under way, where there is one. */
    @Nullable
    AuditedCall of(Call call) {
        return open.of(call);
    }
}
