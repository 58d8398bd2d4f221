package io.gwms.audit.recorded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gwms.testkit.http.HostileServer;
import io.gwms.transport.HttpCall;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The far side as the recorder sees it, beneath every interceptor: each of its replies holds secrets of two kinds, one
 * that the runtime knows, written in many ways, and others whose names tell. What a request shows of us is noted too.
 */
final class LacedWire implements Interceptor {
    /** A secret that the runtime knows; it has every character that is written differently somewhere. */
    static final String KNOWN = "QzV7/kW+3m&p\"X<9=L t'R2>yHd";

    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i)(?!next|continuation|page).*(authorization|token|signature|sign|hmac|hmac-?sha256|secret|password|api-?key)");
    private static final Pattern TOKEN_IN_BODY =
            Pattern.compile("(?i)\"?(access_token|refresh_token|client_secret)\"?[=:]\"?([^\"&]+)");

    /** An exchange as it was on the wire. */
    record Seen(Request request, byte[] sent, Response response, byte[] received) {}

    private final Canaries canaries;
    private final ThreadLocal<List<Seen>> seen = ThreadLocal.withInitial(ArrayList::new);
    private volatile boolean fine = true;
    private volatile boolean breaks;

    LacedWire(Canaries canaries) {
        this.canaries = canaries;
        canaries.add("the known secret", KNOWN);
    }

    /** From now on replies pass as they are, and while {@code breaks} is set, break the client. */
    void turnHostile(boolean breaks) {
        this.fine = false;
        this.breaks = breaks;
    }

    /** What passed on this thread since it was last asked. */
    List<Seen> takeSeen() {
        List<Seen> taken = List.copyOf(seen.get());
        seen.get().clear();
        return taken;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Copied copied = new Copied(request.body());
        Response response =
                chain.proceed(copied.in(request)).newBuilder().request(request).build();
        byte[] sent = copied.bytes();
        note(request, sent);
        if (breaks) {
            throw new IOException(
                    "cannot parse Authorization: Bearer " + named("an exception") + " of " + KNOWN,
                    new IllegalStateException("{\"access_token\":\"" + named("a cause") + "\"}"));
        }
        byte[] body = response.body().bytes();
        note("the body of a reply", body);
        byte[] laced = fine ? lace(body) : body;
        Response.Builder changed = response.newBuilder()
                .header("Set-Cookie", "sid=" + named("Set-Cookie") + "; Path=/")
                .header("X-Auth-Token", named("X-Auth-Token"))
                .header("X-Debug", "sent " + Base64.getEncoder().encodeToString(("a:" + KNOWN).getBytes(UTF_8)))
                .header("Location", location())
                .body(ResponseBody.create(laced, type(response)));
        if (response.header("Content-Length") != null) {
            changed.header("Content-Length", String.valueOf(laced.length));
        }
        Response answer = changed.build();
        seen.get().add(new Seen(request, sent, answer, laced));
        return answer;
    }

    private static @Nullable MediaType type(Response response) {
        return response.body().contentType();
    }

    /** Notes what a delivery shows of its sender. */
    void noted(HttpCall delivery) {
        delivery.headers().forEach(header -> note(header.name(), header.value()));
        note(HttpUrl.get(delivery.uri().toString()));
        note("the body of a delivery", delivery.body());
    }

    private void note(Request request, byte[] sent) {
        for (int i = 0; i < request.headers().size(); i++) {
            note(request.headers().name(i), request.headers().value(i));
        }
        note(request.url());
        note("the body of a request", sent);
    }

    private void note(String header, String value) {
        if (SECRET_NAME.matcher(header).matches()) {
            canaries.add("the header " + header, value.substring(value.lastIndexOf(' ') + 1));
        }
    }

    private void note(HttpUrl url) {
        for (int i = 0; i < url.querySize(); i++) {
            String value = url.queryParameterValue(i);
            if (value != null && SECRET_NAME.matcher(url.queryParameterName(i)).matches()) {
                canaries.add("the parameter " + url.queryParameterName(i), value);
            }
        }
    }

    private void note(String where, byte[] body) {
        Matcher token = TOKEN_IN_BODY.matcher(new String(body, UTF_8));
        while (token.find()) {
            canaries.add(token.group(1) + " in " + where, token.group(2));
        }
    }

    /** A secret that nobody knows, standing where its name tells; always the same for a place, as a reply read twice is. */
    private String named(String place) {
        String secret = "canary-of-" + place.replaceAll("[^A-Za-z]", "-") + "-7f3a";
        canaries.add(place, secret);
        return secret;
    }

    private String location() {
        return "https://user:" + named("user info") + "@far.example/next?access_token=" + named("Location")
                + "&page=2&q=" + URLEncoder.encode(KNOWN, UTF_8);
    }

    private byte[] lace(byte[] body) {
        String text = new String(body, UTF_8);
        String start = text.stripLeading();
        int object = text.indexOf('{');
        if (object >= 0 && (start.startsWith("{") || start.startsWith("[{"))) {
            boolean empty = text.substring(object + 1).stripLeading().startsWith("}");
            return spliced(text, object + 1, members() + (empty ? "" : ","));
        }
        int root = text.indexOf('>', text.startsWith("<?") ? text.indexOf("?>") + 2 : 0);
        if (start.startsWith("<") && !start.startsWith("<!") && root > 0 && text.charAt(root - 1) != '/') {
            return spliced(text, root + 1, elements());
        }
        return body;
    }

    private static byte[] spliced(String text, int at, String more) {
        return (text.substring(0, at) + more + text.substring(at)).getBytes(UTF_8);
    }

    private String members() {
        return "\"client_secret\":\"" + named("a JSON member") + "\",\"x_debug\":\"sent " + Canaries.inJson(KNOWN)
                + " or "
                + HexFormat.of().formatHex(KNOWN.getBytes(UTF_8)) + "\",\"x_inner\":\"{\\\"password\\\":\\\""
                + named("JSON in a string") + "\\\",\\\"q\\\":\\\"" + Canaries.inJson(Canaries.inJson(KNOWN))
                + "\\\"}\",\"x_form\":\"a=1&access_token=" + named("a form in a string") + "\"";
    }

    private String elements() {
        return "<x_auth password=\"" + named("an attribute") + "\"><client_secret>" + named("an element")
                + "</client_secret><x_debug>sent " + Canaries.inXml(KNOWN) + "</x_debug></x_auth>";
    }

    /** What a far side says that has lost its mind. */
    HostileServer.Answer[] hostileReplies() {
        return new HostileServer.Answer[] {
            reply(302, "text/html", "<a href=\"" + Canaries.inXml(location()) + "\">there</a>"),
            reply(
                    200,
                    "text/html",
                    "<!DOCTYPE html><html><body><h1>Sign in</h1><input name=\"password\" value=\""
                            + named("a page's field") + "\"/><p>" + Canaries.inXml(KNOWN) + "</p></body></html>"),
            reply(
                    500,
                    "text/plain",
                    "TypeError at line 7\nAuthorization: Bearer " + named("a stack trace") + "\nsent " + KNOWN),
            reply(200, "application/json", "{\"list\":[1,2],\"client_secret\":\"" + named("a cut reply")),
            reply(
                    400,
                    "multipart/mixed; boundary=B",
                    "--B\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n" + named("a part") + "\r\n--B\r\n"
                            + "Content-Type: application/json\r\n\r\n{\"token\":\"" + named("JSON in a part")
                            + "\"}\r\n--B--\r\n"),
            reply(400, "application/x-www-form-urlencoded", "error=1&access_token=" + named("a form")),
            HostileServer.Answer.torn(200, "{\"token\":\"" + named("a torn reply"), 100),
            HostileServer.Answer.reset(),
        };
    }

    private static HostileServer.Answer reply(int status, String type, String body) {
        return HostileServer.Answer.reply(status, body, "Content-Type: " + type);
    }

    /** A request's body, of which a copy stays here; it may be one that can be written only once. */
    private static final class Copied extends RequestBody {
        private final @Nullable RequestBody body;
        private byte[] bytes = new byte[0];

        Copied(@Nullable RequestBody body) {
            this.body = body;
        }

        Request in(Request request) {
            return body == null
                    ? request
                    : request.newBuilder().method(request.method(), this).build();
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body == null ? null : body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body == null ? 0 : body.contentLength();
        }

        @Override
        public boolean isOneShot() {
            return body != null && body.isOneShot();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            if (body != null) {
                Buffer copy = new Buffer();
                body.writeTo(copy);
                bytes = copy.snapshot().toByteArray();
                sink.writeAll(copy);
            }
        }
    }
}
