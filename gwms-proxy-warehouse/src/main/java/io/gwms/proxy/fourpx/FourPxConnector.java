package io.gwms.proxy.fourpx;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.outcome.Outcome;
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
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.wire.LookUps;
import io.gwms.proxy.wire.Reading;
import io.gwms.proxy.wire.Replies;
import io.gwms.redact.Secret;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to 4PX fulfilment warehouses.
 *
 * <p>The credential needs the setting {@value #APP_KEY} and the secret {@value #APP_SECRET} ({@link #credential} makes
 * one); a software vendor's also the secret {@code accessToken}. The route's endpoint is {@code https://open.4px.com} or, to try, {@code
 * https://open-test.4px.com}.
 *
 * <p>No document says that 4PX refuses a second outbound order of the same reference, so none is relied upon. An order
 * is looked up in windows of 30 days of creation, the newest first, three of them: a list without a window may mean the
 * current day only. A cancel is a request: a picked parcel has to be found first and may ship meanwhile. <b>Threads:</b>
 * shared.
 */
public final class FourPxConnector implements ProxyWarehouseConnector {
    /** The system this connector speaks to. */
    public static final ProxySystem SYSTEM = new ProxySystem("4PX");

    /** The warehouse holds several living orders of one reference; a person must cancel all but one. */
    public static final RefusalCode SEVERAL_ORDERS = LookUps.SEVERAL_ORDERS;

    /** The name of the credential's setting that says which application calls. */
    static final String APP_KEY = "appKey";

    /** The name of the credential's secret that calls are signed with. */
    static final String APP_SECRET = "appSecret";

    private static final int LOOK_BACK_WINDOWS = 3;
    private static final Duration WINDOW = Duration.ofDays(29);
    private static final Duration CLOCKS_APART = Duration.ofHours(12);
    private static final int REMARK_LENGTH = 200;

    private final @Nullable FourPxInboundTerms inboundTerms;

    private FourPxConnector(@Nullable FourPxInboundTerms inboundTerms) {
        this.inboundTerms = inboundTerms;
    }

    /** A connector for outbound orders and inventory. */
    public static FourPxConnector create() {
        return new FourPxConnector(null);
    }

    /** A connector that announces inbound orders too, on these terms. */
    public static FourPxConnector withInbounds(FourPxInboundTerms terms) {
        return new FourPxConnector(requireNonNull(terms, "terms"));
    }

    /**
     * The credential of an account: the key and the secret of the application that 4PX admitted.
     *
     * @param account the account, as the routes of its warehouses name it
     */
    public static Credential credential(String account, String appKey, String appSecret) {
        return Credential.of(
                CredentialOwner.proxy(SYSTEM, account),
                Map.of(APP_SECRET, Secret.of(appSecret)),
                Map.of(APP_KEY, appKey));
    }

    @Override
    public ProxySystem system() {
        return SYSTEM;
    }

    @Override
    public ProxyCapabilities capabilities() {
        return ProxyCapabilities.builder()
                .findByReference()
                .cancel(ProxyCapabilities.CancelModel.REQUEST)
                .inbounds(
                        inboundTerms == null
                                ? null
                                : new ProxyCapabilities.Inbound(
                                        ProxyCapabilities.DuplicateModel.REFUSED,
                                        ProxyCapabilities.CancelModel.REQUEST,
                                        false))
                .inventory(ProxyCapabilities.Inventory.builder(ZoneOffset.UTC)
                        .zeroRowsOmitted(true)
                        .inboundNumbers()
                        .inboundTimes()
                        .figures(ProxyCapabilities.Figures.ALL_THREE)
                        .skusAtOnce(FourPxInventory.SKUS_AT_ONCE)
                        .build())
                .build();
    }

    @Override
    public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
        return Replies.each(request.outbounds(), order -> create(request.session(), order));
    }

    private static Outcome<RemoteOrder> create(ProxySession session, OutboundRequest order) {
        if (!order.labels().isEmpty()) {
            return Outcome.refused(RefusalCode.UNSUPPORTED, "4PX takes no label files; ship it by another channel");
        }
        ObjectNode body = FourPxOrders.outbound(session.route(), order);
        return FourPxCalls.write(session, CallAction.OUTBOUND_CREATE, "fu.wms.outbound.create", body)
                .then(data -> FourPxOrders.created(data, order.reference(), order.lines()));
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
        var kind = new Listing(CallAction.OUTBOUND_QUERY, "fu.wms.outbound.getlist", 500, FourPxOrders::outboundRow);
        return Replies.each(request.references(), reference -> find(request.session(), kind, reference));
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelOutbounds(CancelOrders request) {
        return Replies.each(request.orders(), order -> cancelOutbound(request, order));
    }

    private static Outcome<RemoteStatus> cancelOutbound(CancelOrders request, CancelOrders.Target order) {
        ObjectNode body = named(order).put("cancel_type", "OT").put("cancel_remark", remark(request.reason()));
        return FourPxCalls.write(request.session(), CallAction.OUTBOUND_CANCEL, "fu.wms.outbound.cancel", body)
                .then(data -> {
                    RemoteStatus status =
                            FourPxOrders.outboundStatus(data.path("status").asText(""));
                    return Outcome.done(status == RemoteStatus.CANCELLED ? status : RemoteStatus.CANCELLING);
                });
    }

    @Override
    public List<Outcome<RemoteOrder>> createInbounds(CreateInbounds request) {
        FourPxInboundTerms terms = inboundTerms;
        if (terms == null) {
            return Replies.each(request.inbounds(), order -> noInbounds());
        }
        return Replies.each(request.inbounds(), order -> create(request.session(), order, terms));
    }

    private static Outcome<RemoteOrder> create(ProxySession session, InboundRequest order, FourPxInboundTerms terms) {
        ObjectNode body = FourPxOrders.inbound(session.route(), order, terms);
        return FourPxCalls.write(session, CallAction.INBOUND_CREATE, "fu.wms.inbound.create", body)
                .then(data -> FourPxOrders.created(data, order.reference(), order.lines()));
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
        if (inboundTerms == null) {
            return Replies.each(request.references(), reference -> noInbounds());
        }
        var kind = new Listing(CallAction.INBOUND_QUERY, "fu.wms.inbound.getlist", 100, FourPxOrders::inboundRow);
        return Replies.each(request.references(), reference -> find(request.session(), kind, reference));
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelInbounds(CancelOrders request) {
        if (inboundTerms == null) {
            return Replies.each(request.orders(), order -> noInbounds());
        }
        return Replies.each(
                request.orders(),
                order -> FourPxCalls.write(
                                request.session(), CallAction.INBOUND_CANCEL, "fu.wms.inbound.cancel", named(order))
                        .then(data -> Outcome.done(RemoteStatus.CANCELLING)));
    }

    @Override
    public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
        return Reading.tooNarrow(request, FourPxInventory.SKUS_AT_ONCE, SYSTEM)
                .orElseGet(() -> new FourPxInventory(request.session(), request.skus()).read(request.sink()));
    }

    private static Outcome<Optional<RemoteOrder>> find(ProxySession session, Listing kind, String reference) {
        Instant end = session.clock().instant().plus(CLOCKS_APART);
        Outcome<Optional<RemoteOrder>> found = Outcome.done(Optional.empty());
        for (int window = 0; window < LOOK_BACK_WINDOWS; window++) {
            Instant start = end.minus(WINDOW);
            found = find(session, kind, reference, start, end);
            boolean empty = found.asDone().filter(Optional::isEmpty).isPresent();
            if (!empty) {
                return found;
            }
            end = start;
        }
        return found;
    }

    private static Outcome<Optional<RemoteOrder>> find(
            ProxySession session, Listing kind, String reference, Instant from, Instant to) {
        ObjectNode body = FourPxOrders.object()
                .put("ref_no", reference)
                .put("create_time_start", Long.toString(from.toEpochMilli()))
                .put("create_time_end", Long.toString(to.toEpochMilli()))
                .put("page_no", "1")
                .put("page_size", Integer.toString(kind.pageSize));
        return FourPxCalls.query(session, kind.action, kind.method, body).then(data -> {
            try {
                var orders = new ArrayList<RemoteOrder>();
                for (JsonNode row : Replies.list(data, "data")) {
                    orders.add(kind.reader.apply(row));
                }
                String wrong = FourPxOrders.whyNotTheAnswer(orders, data.path("total"), reference);
                return wrong.isEmpty() ? LookUps.theOne(SYSTEM, orders) : Replies.unreadable(wrong, session.redactor());
            } catch (IllegalArgumentException e) {
                return Replies.unreadable(String.valueOf(e.getMessage()), session.redactor());
            }
        });
    }

    private static ObjectNode named(CancelOrders.Target order) {
        ObjectNode body = FourPxOrders.object().put("ref_no", order.reference());
        return order.thirdPartyNo().isEmpty() ? body : body.put("consignment_no", order.thirdPartyNo());
    }

    private static String remark(String reason) {
        return reason.length() <= REMARK_LENGTH ? reason : reason.substring(0, REMARK_LENGTH);
    }

    private static <T> Outcome<T> noInbounds() {
        return Outcome.refused(
                RefusalCode.UNSUPPORTED,
                "this 4PX connector takes no inbound orders; make it with FourPxConnector.withInbounds(…)");
    }

    private record Listing(CallAction action, String method, int pageSize, Function<JsonNode, RemoteOrder> reader) {}
}
