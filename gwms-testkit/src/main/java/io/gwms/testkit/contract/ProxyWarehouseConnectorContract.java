package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gwms.credential.Credential;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelRequests;
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
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.HttpCall;
import io.gwms.transport.Transport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link ProxyWarehouseConnector}. A subclass brings a warehouse, real or fake, that is the same throughout
 * a test and fresh at its start; what goes wrong on the way there is put in between by the contract.
 */
public abstract class ProxyWarehouseConnectorContract {
    private static final Set<Trouble> UNCLEAR = EnumSet.complementOf(EnumSet.of(Trouble.NEVER_LEFT));

    protected ProxyWarehouseConnectorContract() {}

    /** The connector under test. */
    protected abstract ProxyWarehouseConnector connector();

    /** How to reach the warehouse, with nothing in between. */
    protected abstract ProxySession session();

    /** An order of that reference that the warehouse takes. */
    protected abstract OutboundRequest outbound(String reference);

    /** An order of that reference that the warehouse surely refuses. */
    protected abstract OutboundRequest refusedOutbound(String reference);

    /** How many orders of that reference the warehouse holds, cancelled ones included. */
    protected abstract long ordersOf(String reference);

    /** Lets the warehouse ship that order now. */
    protected abstract void ship(String reference);

    /** Rewrites a reply so that an order in it has the status word {@code ZZ}, which no one knows. */
    protected abstract UnaryOperator<String> unknownWord();

    /** How many pieces the warehouse holds, locked ones included; more than none, in several batches. */
    protected abstract long pieces();

    // --- rule 1 ---

    @Test
    @DisplayName("refuses what it does not declare, without a call (rule 1)")
    public void refusesTheUndeclared() {
        ProxyCapabilities can = connector().capabilities();
        FaultyTransport line = FaultyTransport.over(session().transport());
        ProxySession session = through(line);
        List<Outcome<?>> refused = new ArrayList<>();
        if (can.inbounds().isEmpty()) {
            List<OutboundRequest.Line> lines = outbound("R-1").lines();
            refused.addAll(
                    connector().createInbounds(new CreateInbounds(session, List.of(new InboundRequest("A-1", lines)))));
            refused.addAll(connector().findInbounds(new FindOrders(session, List.of("A-1"))));
        }
        if (can.cancel() == ProxyCapabilities.CancelModel.NONE) {
            refused.addAll(connector().cancelOutbounds(cancelOf(session, "R-1")));
        }
        if (can.stock().isEmpty()) {
            refused.add(connector().fetchInventory(new FetchInventory(session, batch -> {})));
        }

        assertThat(refused).allSatisfy(outcome -> assertThat(codeOf(outcome)).contains(RefusalCode.UNSUPPORTED));
        assertThat(line.calls()).isEmpty();
        assertThat(connector().capabilities()).isEqualTo(can);
    }

    // --- rule 2 ---

    @Test
    @DisplayName("says unknown when the reply to a create is lost, torn, empty, no JSON or a 5xx (rule 2)")
    public void unclearCreateIsUnknown() {
        for (Trouble trouble : UNCLEAR) {
            String reference = "R-" + trouble;
            Outcome<RemoteOrder> outcome = create(troubled(trouble), outbound(reference));

            assertThat(outcome).as(trouble.name()).isInstanceOf(Outcome.Unknown.class);
            assertThat(ordersOf(reference)).as("the order exists all the same").isEqualTo(1);
        }
    }

    @Test
    @DisplayName("says refused when the request never left (rule 2)")
    public void whatNeverLeftIsRefused() {
        Outcome<RemoteOrder> outcome = create(troubled(Trouble.NEVER_LEFT), outbound("R-1"));

        assertThat(codeOf(outcome)).contains(RefusalCode.NOT_SENT);
        assertThat(ordersOf("R-1")).isZero();
    }

    @Test
    @DisplayName("takes a reply about another reference neither for the order nor for «not there» (rule 3)")
    public void foreignReplyIsNoAnswer() {
        create(session(), outbound("R-1"));
        FaultyTransport line = FaultyTransport.over(session().transport());
        assertThat(find(through(line), "R-1").asDone()).isPresent();
        int calls = line.calls().size();
        for (int i = 0; i < calls; i++) {
            line.onReads(FaultyTransport.Fault.changedBody(body -> body.replace("\"R-1\"", "\"R-9\"")));
        }

        assertThat(find(through(line), "R-1")).isNotInstanceOf(Outcome.Done.class);
    }

    @Test
    @DisplayName("never says «not there» when the reply to a look-up cannot be read (rule 2)")
    public void unclearLookUpIsNoAnswer() {
        create(session(), outbound("R-1"));
        for (Trouble trouble : Trouble.values()) {
            Outcome<Optional<RemoteOrder>> found = find(troubled(trouble), "R-1");

            assertThat(found).as(trouble.name()).isNotInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    @DisplayName("finds an order by its reference, and says so when there is none (rule 2)")
    public void findsByReference() {
        RemoteOrder created = create(session(), outbound("R-1")).asDone().orElseThrow();
        OutboundRequest asked = outbound("R-1");

        RemoteOrder found = find(session(), "R-1").asDone().orElseThrow().orElseThrow();

        assertThat(found.thirdPartyNo()).isEqualTo(created.thirdPartyNo());
        assertThat(found.reference()).isEqualTo("R-1");
        assertThat(found.lines())
                .extracting(RemoteOrder.Line::proxySku, RemoteOrder.Line::quantity)
                .containsExactlyInAnyOrderElementsOf(asked.lines().stream()
                        .map(line -> tuple(line.proxySku(), line.quantity()))
                        .toList());
        assertThat(find(session(), "R-0").asDone()).contains(Optional.empty());
    }

    // --- rule 3 ---

    @Test
    @DisplayName("takes no HTTP 200 for a success (rule 3)")
    public void statusIsNoVerdict() {
        create(session(), outbound("R-1"));

        assertThat(create(troubled(Trouble.ERROR_BODY), outbound("R-2"))).isNotInstanceOf(Outcome.Done.class);
        assertThat(find(troubled(Trouble.ERROR_BODY), "R-1")).isNotInstanceOf(Outcome.Done.class);
        assertThat(codeOf(create(session(), refusedOutbound("R-3"))))
                .as("an order that is surely refused")
                .isPresent();
        assertThat(ordersOf("R-3")).isZero();
    }

    // --- rule 4 ---

    @Test
    @DisplayName("tells a duplicate reference as one, where the system refuses it (rule 4)")
    public void duplicateIsToldAsOne() {
        create(session(), outbound("R-1"));
        if (!connector().capabilities().refusesDuplicates()) {
            return;
        }

        Outcome<RemoteOrder> again = create(session(), outbound("R-1"));

        assertThat(codeOf(again)).contains(RefusalCode.DUPLICATE_REFERENCE);
        assertThat(ordersOf("R-1")).isEqualTo(1);
    }

    // --- rule 5 ---

    @Test
    @DisplayName("cancels an order, and tells «already» from «too late» (rule 5)")
    public void alreadyAndTooLateDiffer() {
        if (connector().capabilities().cancel() == ProxyCapabilities.CancelModel.NONE) {
            return;
        }
        create(session(), outbound("R-1"));
        create(session(), outbound("R-2"));
        ship("R-2");

        assertThat(cancel(session(), "R-1").asDone()).get().isIn(RemoteStatus.CANCELLED, RemoteStatus.CANCELLING);
        Outcome<RemoteStatus> again = cancel(session(), "R-1");
        Outcome<RemoteStatus> late = cancel(session(), "R-2");

        boolean already = codeOf(again).filter(RefusalCode.ALREADY_DONE::equals).isPresent();
        assertThat(already || again instanceof Outcome.Done)
                .as("cancelling again gives %s", again)
                .isTrue();
        assertThat(codeOf(late)).contains(RefusalCode.TOO_LATE);
        RemoteOrder shipped = find(session(), "R-2").asDone().orElseThrow().orElseThrow();
        assertThat(shipped.status()).isEqualTo(RemoteStatus.SHIPPED);
        assertThat(shipped.lines()).allSatisfy(line -> assertThat(line.done()).isEqualTo(line.quantity()));
    }

    @Test
    @DisplayName("says unknown when the reply to a cancel is unclear (rule 5)")
    public void unclearCancelIsUnknown() {
        if (connector().capabilities().cancel() == ProxyCapabilities.CancelModel.NONE) {
            return;
        }
        for (Trouble trouble : UNCLEAR) {
            create(session(), outbound("R-" + trouble));
            ProxySession torn =
                    through(FaultyTransport.over(session().transport()).onWrites(trouble.fault()));

            assertThat(cancel(torn, "R-" + trouble)).as(trouble.name()).isInstanceOf(Outcome.Unknown.class);
        }
    }

    // --- rule 6 ---

    @Test
    @DisplayName("keeps a status word it does not know, as it is (rule 6)")
    public void unknownWordIsKept() {
        create(session(), outbound("R-1"));

        ProxySession other =
                through(FaultyTransport.over(session().transport()).onReads(Fault.changedBody(unknownWord())));
        RemoteOrder found = find(other, "R-1").asDone().orElseThrow().orElseThrow();

        assertThat(found.status()).isEqualTo(RemoteStatus.UNRECOGNIZED);
        assertThat(found.rawStatus()).isEqualTo("ZZ");
    }

    // --- rule 7 ---

    @Test
    @DisplayName("reads the whole inventory, each batch once (rule 7)")
    public void readsTheWholeInventory() {
        if (connector().capabilities().stock().isEmpty()) {
            return;
        }
        List<RemoteBatch> batches = new ArrayList<>();

        InventoryExtent extent = connector()
                .fetchInventory(new FetchInventory(session(), batches::add))
                .asDone()
                .orElseThrow();

        assertThat(extent.complete()).as(extent.incompleteBecause()).isTrue();
        assertThat(extent.rows()).isEqualTo(batches.size());
        assertThat(batches.stream()
                        .mapToLong(batch -> batch.available() + batch.locked())
                        .sum())
                .isEqualTo(pieces());
        assertThat(batches.stream()
                        .map(batch -> batch.proxySku() + batch.quality() + batch.inboundNo() + batch.inboundAt()))
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("calls no inventory complete of which a page is lost, torn, empty, no JSON or an error (rule 7)")
    public void anErrorIsNoEmptyWarehouse() {
        if (connector().capabilities().stock().isEmpty()) {
            return;
        }
        FaultyTransport whole = FaultyTransport.over(session().transport());
        connector().fetchInventory(new FetchInventory(through(whole), batch -> {}));
        int pages = whole.calls().size();
        assertThat(pages).as("calls of one reading").isPositive();
        for (int page = 1; page <= pages; page++) {
            for (Trouble trouble : Trouble.values()) {
                FaultyTransport line = FaultyTransport.over(session().transport());
                Stream.generate(Fault::none).limit(page - 1L).forEach(line::onReads);
                line.onReads(trouble.fault());
                Outcome<InventoryExtent> outcome =
                        connector().fetchInventory(new FetchInventory(through(line), batch -> {}));

                assertThat(outcome.asDone().filter(InventoryExtent::complete))
                        .as("page %d, %s", page, trouble)
                        .isEmpty();
            }
        }
    }

    // --- rule 8 ---

    @Test
    @DisplayName("gives one verdict for each element, in the order asked (rule 8)")
    public void oneVerdictForEach() {
        var request = new CreateOutbounds(session(), List.of(outbound("R-1"), refusedOutbound("R-2"), outbound("R-3")));

        List<Outcome<RemoteOrder>> verdicts = connector().createOutbounds(request);

        assertThat(verdicts).hasSize(3);
        assertThat(verdicts.get(0).asDone())
                .get()
                .extracting(RemoteOrder::reference)
                .isEqualTo("R-1");
        assertThat(verdicts.get(1)).isInstanceOf(Outcome.Refused.class);
        assertThat(verdicts.get(2).asDone())
                .get()
                .extracting(RemoteOrder::reference)
                .isEqualTo("R-3");
        assertThat(connector().findOutbounds(new FindOrders(session(), List.of("R-3", "R-2", "R-1"))))
                .extracting(found -> found.asDone().orElseThrow().isPresent())
                .containsExactly(true, false, true);
    }

    // --- rule 9 ---

    @Test
    @DisplayName("sends a write once, as a call that nobody below may repeat (rule 9)")
    public void sendsOnce() {
        List<Trouble> troubles =
                Stream.concat(UNCLEAR.stream(), Stream.of(Trouble.NEVER_LEFT)).toList();
        for (Trouble trouble : troubles) {
            FaultyTransport line = FaultyTransport.over(session().transport()).onWrites(trouble.fault());
            create(through(line), outbound("R-" + trouble));

            assertThat(line.writes()).as(trouble.name()).isEqualTo(1);
        }
        FaultyTransport line = FaultyTransport.over(session().transport());
        find(through(line), "R-1");
        assertThat(line.calls()).as("a look-up").allMatch(HttpCall::isRepeatable);
    }

    // --- rule 10 ---

    @Test
    @DisplayName("answers when the credential is not what it needs, and throws nothing (rule 10)")
    public void answersWithoutACredential() {
        ProxySession good = session();
        ProxySession bad = new ProxySession(
                good.route(),
                Credential.of(good.credential().owner(), Map.of(), Map.of()),
                good.transport(),
                good.clock(),
                good.redactor(),
                good.context());

        assertThat(codeOf(create(bad, outbound("R-1")))).isPresent();
        assertThat(find(bad, "R-1")).isNotInstanceOf(Outcome.Done.class);
    }

    @Test
    @DisplayName("shows no secret in what it answers (rule 10)")
    public void showsNoSecret() {
        for (Trouble trouble : Trouble.values()) {
            String told =
                    create(troubled(trouble), outbound("R-" + trouble)) + " " + find(troubled(trouble), "R-" + trouble);

            session()
                    .credential()
                    .secrets()
                    .values()
                    .forEach(secret -> assertThat(told).doesNotContain(secret.reveal()));
        }
    }

    // --- the way there ---

    /** The first read, and the first write, goes wrong. */
    private ProxySession troubled(Trouble trouble) {
        return through(FaultyTransport.over(session().transport())
                .onReads(trouble.fault())
                .onWrites(trouble.fault()));
    }

    private ProxySession through(Transport transport) {
        ProxySession session = session();
        return new ProxySession(
                session.route(),
                session.credential(),
                transport,
                session.clock(),
                session.redactor(),
                session.context());
    }

    private Outcome<RemoteOrder> create(ProxySession session, OutboundRequest order) {
        return connector()
                .createOutbounds(new CreateOutbounds(session, List.of(order)))
                .get(0);
    }

    private Outcome<Optional<RemoteOrder>> find(ProxySession session, String reference) {
        return connector()
                .findOutbounds(new FindOrders(session, List.of(reference)))
                .get(0);
    }

    private Outcome<RemoteStatus> cancel(ProxySession session, String reference) {
        return connector().cancelOutbounds(cancelOf(session, reference)).get(0);
    }

    private static CancelRequests cancelOf(ProxySession session, String reference) {
        return new CancelRequests(session, List.of(new CancelRequests.Target(reference, "")), "no longer wanted");
    }

    private static Optional<RefusalCode> codeOf(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?> refused
                ? Optional.of(refused.refusal()).map(Refusal::code)
                : Optional.empty();
    }
}
