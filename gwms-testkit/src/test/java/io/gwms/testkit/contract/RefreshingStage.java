package io.gwms.testkit.contract;

import io.gwms.credential.Credential;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.redact.Secret;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A scripted platform whose tokens die and can be refreshed. */
final class RefreshingStage extends ScriptedStage {
    private final Transport below;
    private final AtomicInteger refreshes = new AtomicInteger();
    private volatile String token = ScriptedPlatform.TOKEN;

    RefreshingStage(ScriptedPlatform platform) {
        super(platform);
        this.below = platform.transport();
    }

    /** All that a scripted platform can do, and refreshing. */
    static PlatformCapabilities capabilities() {
        Set<CallAction> actions =
                new HashSet<>(ScriptedPlatform.everything().build().actions());
        actions.add(CallAction.TOKEN_REFRESH);
        return ScriptedPlatform.everything()
                .refreshCredential()
                .actions(actions)
                .build();
    }

    @Override
    public Transport transport() {
        return call -> {
            if (call.uri().getPath().equals("/refresh")) {
                token = "scripted-token-fresh-" + refreshes.incrementAndGet();
                return reply(200, "{\"token\":\"" + token + "\"}");
            }
            boolean known =
                    call.headers().stream().anyMatch(header -> header.value().equals("Bearer " + token));
            return known ? below.send(withTokenOfOld(call)) : reply(401, "{\"error\":\"the token has expired\"}");
        };
    }

    private static HttpCall withTokenOfOld(HttpCall call) {
        HttpCall.Builder same = HttpCall.of(call.method(), call.uri(), call.context())
                .repeatable(call.isRepeatable())
                .header("Authorization", "Bearer " + ScriptedPlatform.TOKEN);
        return same.body(call.body()).build();
    }

    @Override
    public void killToken() {
        token = "nobody-has-this-one";
    }

    @Override
    public int refreshes() {
        return refreshes.get();
    }

    private static Outcome<HttpReply> reply(int status, String body) {
        return Outcome.done(HttpReply.of(
                status, Map.of("Content-Type", List.of("application/json")), body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The scripted platform's connector, which refreshes when it is asked to. */
    static class Connector extends AlteredConnector {
        Connector(PlatformConnector good) {
            super(good);
        }

        @Override
        public Outcome<Credential> refreshCredential(StoreSession session) {
            HttpCall call = HttpCall.post(session.store().endpoint().resolve("/refresh"), session.context())
                    .build();
            return session.transport()
                    .send(call)
                    .then(reply -> reply.isSuccessful()
                            ? JsonReplies.object(reply, session.redactor())
                            : Outcome.refused(Refusal.permanent(RefusalCode.NOT_AUTHORIZED, "no longer granted")))
                    .then(body -> Outcome.done(new Credential(
                            session.credential().owner(),
                            session.credential().version(),
                            Map.of("token", Secret.of(body.path("token").asText())),
                            Map.of(),
                            session.clock().instant().plus(Duration.ofHours(1)))));
        }
    }
}
