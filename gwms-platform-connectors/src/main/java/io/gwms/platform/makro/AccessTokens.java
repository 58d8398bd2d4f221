package io.gwms.platform.makro;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.credential.Credential;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Replies;
import io.gwms.redact.Secret;
import io.gwms.transport.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Gets access tokens by client credentials. The app's secret stays good, so asking twice does no harm. */
final class AccessTokens {
    private static final String PATH = "/oauth-service/oauth/token?grant_type=client_credentials&scope=Seller_Api";

    private AccessTokens() {}

    static Outcome<Credential> refresh(StoreSession session) {
        Credential credential = session.credential();
        String app = credential.setting(MakroConnector.APP_ID) + ":"
                + credential.secret(MakroConnector.APP_SECRET).reveal();
        HttpCall call = HttpCall.get(MakroClient.uri(session, PATH), session.context())
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(app.getBytes(StandardCharsets.UTF_8)))
                .build();
        return session.transport()
                .send(call)
                .then(reply -> Replies.<JsonNode>ofStatus(
                                reply, false, session.clock().instant(), session.redactor())
                        .orElseGet(() -> JsonReplies.object(reply, session.redactor())))
                .then(body -> renewed(session, body));
    }

    private static Outcome<Credential> renewed(StoreSession session, JsonNode body) {
        String token = body.path("access_token").asText("");
        long seconds = body.path("expires_in").asLong(0);
        if (token.isBlank() || seconds <= 0) {
            return Outcome.unknown("Makro answered without access_token or expires_in");
        }
        Credential credential = session.credential();
        Map<String, Secret> secrets = new HashMap<>(credential.secrets());
        secrets.put(MakroConnector.ACCESS_TOKEN, Secret.of(token));
        return Outcome.done(new Credential(
                credential.owner(),
                credential.version(),
                secrets,
                credential.settings(),
                session.clock().instant().plusSeconds(seconds)));
    }
}
