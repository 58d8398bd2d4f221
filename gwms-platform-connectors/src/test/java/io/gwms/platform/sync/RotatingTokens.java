package io.gwms.platform.sync;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteBackSupport;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A desk in front of a scripted platform that hands out access tokens which end after an hour, each with a refresh token that
 * can be used once.
 */
final class RotatingTokens {
    static final Duration LIFE = Duration.ofHours(1);

    private final ScriptedPlatform platform;
    private final InstantSource clock;
    private final List<CallAction> calls = new ArrayList<>();
    private int number = 1;
    private int refreshes;
    private int answersToLose;
    private boolean revoked;
    private @Nullable CallAction forbidden;
    private boolean keepsOldToken;
    private Instant end;
    private Instant known;
    private Duration delay = Duration.ZERO;

    RotatingTokens(ScriptedPlatform platform, InstantSource clock) {
        this.platform = platform;
        this.clock = clock;
        this.end = clock.instant().plus(LIFE);
        this.known = clock.instant();
    }

    /** The credential a person has after authorizing the store. */
    synchronized Credential authorized(StoreId store, long version) {
        number++;
        revoked = false;
        end = clock.instant().plus(LIFE);
        return credential(store, version);
    }

    private Credential credential(StoreId store, long version) {
        return new Credential(
                CredentialOwner.store(store),
                version,
                Map.of("token", Secret.of("access-" + number), "refresh", Secret.of("refresh-" + number)),
                Map.of(),
                end);
    }

    /** Answers calls of that action as if no token were good for it, as a platform does that does not tell scopes apart. */
    synchronized void forbid(@Nullable CallAction action) {
        forbidden = action;
    }

    synchronized void revoke() {
        revoked = true;
    }

    /** Takes the access token back, and lets the refresh token be. */
    synchronized void endAccess() {
        end = clock.instant();
    }

    /** The next answers of the desk are lost; the platform honours the old refresh token until the new one is used, or not. */
    synchronized void loseAnswers(int answers, boolean keepsOldToken) {
        this.answersToLose = answers;
        this.keepsOldToken = keepsOldToken;
    }

    /** New tokens are known to the platform only after that time; at once unless set. */
    synchronized void knowTokensAfter(Duration delay) {
        this.delay = delay;
    }

    synchronized int refreshes() {
        return refreshes;
    }

    /** What was called, token refreshes and all. */
    synchronized List<CallAction> calls() {
        return List.copyOf(calls);
    }

    Transport transport() {
        return this::answer;
    }

    private synchronized Outcome<HttpReply> answer(HttpCall call) {
        calls.add(call.context().action());
        if (call.uri().getPath().equals("/token")) {
            return refresh(new String(call.body(), StandardCharsets.UTF_8));
        }
        boolean valid = !revoked
                && clock.instant().isBefore(end)
                && !clock.instant().isBefore(known)
                && call.headers().stream().anyMatch(header -> header.value().equals("Bearer access-" + number));
        if (!valid || call.context().action().equals(forbidden)) {
            return reply(401, "the token has ended");
        }
        HttpCall.Builder inner = HttpCall.of(call.method(), call.uri(), call.context())
                .header(
                        "Authorization",
                        "Bearer "
                                + ScriptedPlatform.credential(new StoreId("any"))
                                        .secret("token")
                                        .reveal())
                .body("application/json", call.body());
        return platform.transport().send(inner.repeatable(call.isRepeatable()).build());
    }

    private Outcome<HttpReply> refresh(String token) {
        refreshes++;
        boolean old = keepsOldToken && token.equals("refresh-" + (number - 1));
        if (revoked || !(token.equals("refresh-" + number) || old)) {
            return reply(401, "invalid_grant");
        }
        number += old ? 0 : 1;
        end = clock.instant().plus(LIFE);
        known = clock.instant().plus(delay);
        if (answersToLose > 0) {
            answersToLose--;
            return Outcome.unknown("the reply was lost");
        }
        return reply(200, number + " " + end);
    }

    private static Outcome<HttpReply> reply(int status, String text) {
        return Outcome.done(HttpReply.of(status, Map.of(), text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A connector to the platform behind the desk. */
    PlatformConnector connector() {
        return new Connector(platform.connector());
    }

    private record Connector(PlatformConnector scripted) implements PlatformConnector {
        @Override
        public PlatformType platform() {
            return scripted.platform();
        }

        @Override
        public PlatformCapabilities capabilities() {
            return PlatformCapabilities.builder()
                    .cursor(scripted.capabilities().cursor())
                    .lookUpByNumber()
                    .writeBack(WriteBackSupport.PARTIAL)
                    .refreshCredential()
                    .build();
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            return scripted.fetchOrders(request);
        }

        @Override
        public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
            return scripted.lookUpOrders(request);
        }

        @Override
        public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
            return scripted.writeShipments(request);
        }

        @Override
        public Outcome<Credential> refreshCredential(StoreSession session) {
            Credential from = session.credential();
            HttpCall call = HttpCall.post(session.store().endpoint().resolve("/token"), session.context())
                    .body("text/plain", from.secret("refresh").reveal().getBytes(StandardCharsets.UTF_8))
                    .build();
            return session.transport().send(call).then(reply -> {
                String[] parts = reply.text().split(" ", 2);
                return reply.isSuccessful()
                        ? Outcome.done(new Credential(
                                from.owner(),
                                from.version(),
                                Map.of(
                                        "token", Secret.of("access-" + parts[0]),
                                        "refresh", Secret.of("refresh-" + parts[0])),
                                from.settings(),
                                Instant.parse(parts[1])))
                        : Outcome.refused(RefusalCode.NOT_AUTHORIZED, reply.text());
            });
        }
    }
}
