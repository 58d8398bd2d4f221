package io.gwms.state;

import io.gwms.Incubating;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundOrder;
import io.gwms.order.OrderId;
import io.gwms.outbound.Charge;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads outbound and inbound orders. <b>Threads:</b> shared. */
@Incubating("the runtime's own: both implementations are the SDK's, and it grows with the rules of the engine")
public interface WarehouseOrderReads {
    /** The outbound order of that id. */
    Optional<OutboundOrder> outbound(OutboundId id);

    /** The labels a person uploaded for that outbound order, in their order; empty unless it is for self-pickup. */
    List<LabelPdf> labels(OutboundId id);

    /** What the warehouse charges for each of these outbound orders, as it last said; one it charges nothing for is left out. */
    Map<OutboundId, List<Charge>> charges(Collection<OutboundId> ids);

    /** The outbound orders made for that order, oldest first. */
    List<OutboundOrder> outboundsOf(OrderId order);

    /** The outbound orders of that warehouse that may still ship something. */
    List<OutboundOrder> openOutbounds(WarehouseCode warehouse);

    /** The inbound order of that ASN. */
    Optional<InboundOrder> inbound(InboundId id);

    /** The inbound order of that warehouse which has this number over there. */
    Optional<InboundOrder> inboundByThirdPartyNo(WarehouseCode warehouse, String thirdPartyNo);

    /** The inbound orders of that warehouse that may still receive something. */
    List<InboundOrder> openInbounds(WarehouseCode warehouse);
}
