package io.gwms.state.jdbc;

import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundOrder;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.internal.json.WarehouseOrderDocument;
import io.gwms.order.OrderId;
import io.gwms.outbound.Charge;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.state.Change;
import io.gwms.state.WarehouseOrderReads;
import io.gwms.store.StoreId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Outbound and inbound orders. */
final class WarehouseOrderTables implements WarehouseOrderReads {
    private final Transactions transactions;

    WarehouseOrderTables(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Adds a first version or replaces the one before; whether it was there to be replaced. */
    static boolean save(Tx tx, OutboundOrder outbound) {
        if (outbound.version() == 1) {
            return tx.insertIgnoring(
                    """
                            INSERT INTO gwms_outbound
                                   (id, version, store, platform_order_id, warehouse, channel, state, third_party_no,
                                    remote_status, created_at, updated_at, document_schema, document)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """,
                    outbound.id().value(),
                    outbound.version(),
                    outbound.order().store().value(),
                    outbound.order().platformOrderId(),
                    outbound.warehouse().value(),
                    outbound.channel().value(),
                    outbound.state(),
                    outbound.thirdPartyNo(),
                    outbound.remoteStatus(),
                    outbound.createdAt(),
                    outbound.updatedAt(),
                    WarehouseOrderDocument.SCHEMA,
                    WarehouseOrderDocument.write(outbound));
        }
        return tx.update(
                        """
                        UPDATE gwms_outbound
                           SET version = ?, store = ?, platform_order_id = ?, warehouse = ?, channel = ?, state = ?,
                               third_party_no = ?, remote_status = ?, created_at = ?, updated_at = ?,
                               document_schema = ?, document = ?
                         WHERE id = ?
                           AND version = ?
                        """,
                        outbound.version(),
                        outbound.order().store().value(),
                        outbound.order().platformOrderId(),
                        outbound.warehouse().value(),
                        outbound.channel().value(),
                        outbound.state(),
                        outbound.thirdPartyNo(),
                        outbound.remoteStatus(),
                        outbound.createdAt(),
                        outbound.updatedAt(),
                        WarehouseOrderDocument.SCHEMA,
                        WarehouseOrderDocument.write(outbound),
                        outbound.id().value(),
                        outbound.version() - 1)
                == 1;
    }

    static void add(Tx tx, Change.AddLabels add) {
        List<LabelPdf> labels = add.labels();
        for (int i = 0; i < labels.size(); i++) {
            tx.update(
                    "INSERT INTO gwms_outbound_label (outbound, position, file_name, content) VALUES (?, ?, ?, ?)",
                    add.outbound().value(),
                    i + 1,
                    labels.get(i).fileName(),
                    labels.get(i).content());
        }
    }

    @Override
    public Map<OutboundId, List<Charge>> charges(Collection<OutboundId> ids) {
        return ids.isEmpty() ? Map.of() : transactions.read(tx -> ChargeTable.find(tx, ids));
    }

    /** Adds a first version or replaces the one before; whether it was there to be replaced. */
    static boolean save(Tx tx, InboundOrder inbound) {
        if (inbound.version() == 1) {
            return tx.insertIgnoring(
                    """
                            INSERT INTO gwms_inbound
                                   (id, version, warehouse, state, third_party_no, remote_status, created_at,
                                    updated_at, document_schema, document)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """,
                    inbound.id().value(),
                    inbound.version(),
                    inbound.warehouse().value(),
                    inbound.state(),
                    inbound.thirdPartyNo(),
                    inbound.remoteStatus(),
                    inbound.createdAt(),
                    inbound.updatedAt(),
                    WarehouseOrderDocument.SCHEMA,
                    WarehouseOrderDocument.write(inbound));
        }
        return tx.update(
                        """
                        UPDATE gwms_inbound
                           SET version = ?, warehouse = ?, state = ?, third_party_no = ?, remote_status = ?,
                               created_at = ?, updated_at = ?, document_schema = ?, document = ?
                         WHERE id = ?
                           AND version = ?
                        """,
                        inbound.version(),
                        inbound.warehouse().value(),
                        inbound.state(),
                        inbound.thirdPartyNo(),
                        inbound.remoteStatus(),
                        inbound.createdAt(),
                        inbound.updatedAt(),
                        WarehouseOrderDocument.SCHEMA,
                        WarehouseOrderDocument.write(inbound),
                        inbound.id().value(),
                        inbound.version() - 1)
                == 1;
    }

    @Override
    public Optional<OutboundOrder> outbound(OutboundId id) {
        return outbounds("id = ?", id.value()).stream().findFirst();
    }

    @Override
    public List<LabelPdf> labels(OutboundId id) {
        return transactions.read(tx -> tx.query(
                "SELECT file_name, content FROM gwms_outbound_label WHERE outbound = ? ORDER BY position",
                row -> new LabelPdf(row.string("file_name"), row.bytes("content")),
                id.value()));
    }

    /** {@inheritDoc} Attempts of the same millisecond follow by number, which is the end of their ids. */
    @Override
    public List<OutboundOrder> outboundsOf(OrderId order) {
        return outbounds(
                "store = ? AND platform_order_id = ? ORDER BY created_at, length(id), id",
                order.store().value(),
                order.platformOrderId());
    }

    @Override
    public List<OutboundOrder> openOutbounds(WarehouseCode warehouse) {
        return outbounds(
                "warehouse = ? AND state IN ('CREATED', 'ACCEPTED', 'PARTLY_SHIPPED') ORDER BY created_at, id",
                warehouse.value());
    }

    private List<OutboundOrder> outbounds(String condition, Object... values) {
        return transactions.read(tx ->
                tx.query("SELECT * FROM gwms_outbound WHERE " + condition, WarehouseOrderTables::outbound, values));
    }

    private static OutboundOrder outbound(Row row) {
        String id = row.string("id");
        WarehouseOrderDocument.Outbound document =
                WarehouseOrderDocument.readOutbound(id, row.intValue("document_schema"), row.string("document"));
        return new OutboundOrder(
                new OutboundId(id),
                row.longValue("version"),
                new OrderId(new StoreId(row.string("store")), row.string("platform_order_id")),
                new WarehouseCode(row.string("warehouse")),
                new ChannelCode(row.string("channel")),
                document.recipient(),
                document.lines(),
                row.enumValue("state", OutboundOrder.State.class),
                row.string("third_party_no"),
                row.string("remote_status"),
                row.instant("created_at"),
                row.instant("updated_at"),
                document.sentAs());
    }

    @Override
    public Optional<InboundOrder> inbound(InboundId id) {
        return inbounds("id = ?", id.value()).stream().findFirst();
    }

    @Override
    public Optional<InboundOrder> inboundByThirdPartyNo(WarehouseCode warehouse, String thirdPartyNo) {
        return inbounds(
                        "warehouse = ? AND third_party_no = ? AND third_party_no <> '' ORDER BY created_at, id LIMIT 1",
                        warehouse.value(),
                        thirdPartyNo)
                .stream()
                .findFirst();
    }

    @Override
    public List<InboundOrder> openInbounds(WarehouseCode warehouse) {
        return inbounds(
                "warehouse = ? AND state IN ('CREATED', 'ACCEPTED') ORDER BY created_at, id", warehouse.value());
    }

    private List<InboundOrder> inbounds(String condition, Object... values) {
        return transactions.read(
                tx -> tx.query("SELECT * FROM gwms_inbound WHERE " + condition, WarehouseOrderTables::inbound, values));
    }

    private static InboundOrder inbound(Row row) {
        String id = row.string("id");
        WarehouseOrderDocument.Inbound document =
                WarehouseOrderDocument.readInbound(id, row.intValue("document_schema"), row.string("document"));
        return new InboundOrder(
                new InboundId(id),
                row.longValue("version"),
                new WarehouseCode(row.string("warehouse")),
                document.lines(),
                row.enumValue("state", InboundOrder.State.class),
                row.string("third_party_no"),
                row.string("remote_status"),
                row.instant("created_at"),
                row.instant("updated_at"),
                document.expectedAt(),
                document.cancelAsked(),
                document.receipts(),
                document.sentAs());
    }
}
