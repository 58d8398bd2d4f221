package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.outbound.LabelPdf;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.CreateInbounds;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A connector and the warehouse it speaks to, and what the clauses ask of it again and again. */
final class WarehouseScene {
    /** Troubles after which nobody knows whether it was done. */
    static final Set<Trouble> UNCLEAR = EnumSet.complementOf(EnumSet.of(Trouble.NEVER_LEFT));

    final ProxyWarehouseConnectorContract stage;
    final ProxyWarehouseConnector connector;

    WarehouseScene(ProxyWarehouseConnectorContract stage) {
        this.stage = stage;
        this.connector = stage.connector();
    }

    ProxyCapabilities can() {
        return connector.capabilities();
    }

    ProxySession session() {
        return stage.session();
    }

    FaultyTransport line() {
        return FaultyTransport.over(session().transport());
    }

    /** The first read, and the first write, goes wrong. */
    ProxySession troubled(Trouble trouble) {
        return through(line().onReads(trouble.fault()).onWrites(trouble.fault()));
    }

    ProxySession through(Transport transport) {
        return session().through(transport);
    }

    ProxySession as(Credential credential) {
        ProxySession session = session();
        return new ProxySession(
                session.route(),
                credential,
                session.transport(),
                session.clock(),
                session.redactor(),
                session.context());
    }

    OutboundRequest labelled(String reference) {
        OutboundRequest order = stage.outbound(reference);
        byte[] pdf = "%PDF-1.7 label".getBytes(StandardCharsets.US_ASCII);
        return new OutboundRequest(
                order.reference(),
                order.channel(),
                order.recipient(),
                order.lines(),
                List.of(new LabelPdf("label.pdf", pdf)));
    }

    Outcome<RemoteOrder> create(ProxySession session, OutboundRequest order) {
        return only(connector.createOutbounds(new CreateOutbounds(session, List.of(order))));
    }

    RemoteOrder created(String reference) {
        return done(create(session(), stage.outbound(reference)));
    }

    Outcome<Optional<RemoteOrder>> find(ProxySession session, String reference) {
        return only(connector.findOutbounds(new FindOrders(session, List.of(reference))));
    }

    RemoteOrder found(String reference) {
        return done(find(session(), reference))
                .orElseThrow(() -> new AssertionError("there is no order " + reference + " any more"));
    }

    Outcome<RemoteStatus> cancel(ProxySession session, String reference) {
        return only(connector.cancelOutbounds(cancelOf(session, reference)));
    }

    static CancelOrders cancelOf(ProxySession session, String reference) {
        return new CancelOrders(session, List.of(new CancelOrders.Target(reference, "")), "no longer wanted");
    }

    Outcome<RemoteOrder> announce(ProxySession session, InboundRequest order) {
        return only(connector.createInbounds(new CreateInbounds(session, List.of(order))));
    }

    Outcome<Optional<RemoteOrder>> findInbound(ProxySession session, String reference) {
        return only(connector.findInbounds(new FindOrders(session, List.of(reference))));
    }

    Outcome<RemoteStatus> cancelInbound(ProxySession session, String reference, String thirdPartyNo) {
        return only(connector.cancelInbounds(
                new CancelOrders(session, List.of(new CancelOrders.Target(reference, thirdPartyNo)), "does not come")));
    }

    Outcome<InventoryExtent> fetch(Transport transport, Consumer<RemoteBatch> sink) {
        return fetch(transport, List.of(), sink);
    }

    Outcome<InventoryExtent> fetch(Transport transport, List<String> skus, Consumer<RemoteBatch> sink) {
        return connector.fetchInventory(new FetchInventory(through(transport), skus, sink));
    }

    /** What a look-up may never call done, whatever came back. */
    void noTroubleIsAnAnswer(Function<ProxySession, Outcome<?>> question) {
        for (Trouble trouble : Trouble.values()) {
            assertThat(question.apply(troubled(trouble))).as(trouble.name()).isNotInstanceOf(Outcome.Done.class);
        }
    }

    /** A session in which what comes back for that question is about another reference. */
    ProxySession aboutAnother(String reference, Function<ProxySession, Outcome<?>> question) {
        FaultyTransport first = line();
        assertThat(question.apply(through(first))).as("with nothing amiss").isInstanceOf(Outcome.Done.class);
        FaultyTransport second = line();
        for (int i = 0; i < first.calls().size(); i++) {
            second.onReads(FaultyTransport.Fault.changedBody(
                    body -> body.replace("\"" + reference + "\"", "\"R-9\"").replace(">" + reference + "<", ">R-9<")));
        }
        return through(second);
    }

    /** Asks with each field of the replies missing in turn; {@code defects} says what is wrong with what is told then. */
    void noFieldIsMissed(Function<Transport, List<String>> defects) {
        WithoutAField.nothingIsWrong(session().transport(), stage.optionalFields(), defects);
    }

    /** What a look-up for an order that went its way may never say. */
    static List<String> defects(Outcome<Optional<RemoteOrder>> answer, Predicate<RemoteOrder> isTrue) {
        List<String> defects = new ArrayList<>();
        answer.asDone().ifPresent(found -> {
            if (found.isEmpty()) {
                defects.add("it is not there");
            } else if (found.get().status() == RemoteStatus.CANCELLED || !isTrue.test(found.get())) {
                defects.add(found.get().toString());
            }
        });
        return defects;
    }

    ProxySession withoutCredential() {
        return as(Credential.of(session().credential().owner(), Map.of(), Map.of()));
    }

    static Map<String, Long> asked(List<OutboundRequest.Line> lines) {
        return lines.stream()
                .collect(Collectors.toMap(
                        OutboundRequest.Line::proxySku, OutboundRequest.Line::quantity, Math::addExact));
    }

    static Map<String, Long> told(RemoteOrder order) {
        return order.lines().stream()
                .collect(Collectors.toMap(RemoteOrder.Line::proxySku, RemoteOrder.Line::quantity, Math::addExact));
    }

    static <T> T only(List<T> outcomes) {
        assertThat(outcomes).as("one outcome for one element").hasSize(1);
        return outcomes.get(0);
    }

    static <T> T done(Outcome<T> outcome) {
        return outcome.asDone().orElseThrow(() -> new AssertionError("not done, but " + outcome));
    }

    static Optional<RefusalCode> codeOf(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?> refused
                ? Optional.of(refused.refusal()).map(Refusal::code)
                : Optional.empty();
    }
}
