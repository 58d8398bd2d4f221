package io.gwms.order;

import io.gwms.outbound.LabelPdf;
import io.gwms.sku.SkuPieces;
import java.util.HexFormat;

/** A digest of everything a command asks for: two that ask for anything else have another. */
final class CommandContent {
    private final ContentHash hash;

    private CommandContent(Object action, OrderId id) {
        this.hash = new ContentHash().add(action).add(id.store()).add(id.platformOrderId());
    }

    static String of(OrderId id, OrderCommand command) {
        CommandContent content = new CommandContent(command.action(), id);
        if (command instanceof OrderCommand.Dispatch dispatch) {
            content.add(dispatch.request());
        } else if (command instanceof OrderCommand.Bind bind) {
            content.add(bind.binding());
        } else if (command instanceof OrderCommand.Acknowledge acknowledge) {
            content.add(acknowledge.request());
        } else if (command instanceof OrderCommand.Cancel cancel) {
            CancelOrder request = cancel.request();
            content.hash.add(request.tellsPlatform()).add(request.cause()).add(request.reason());
        } else if (command instanceof OrderCommand.ManualShip manual) {
            ManualShipment typed = manual.shipment();
            content.hash.add(typed.trackingNumber()).add(typed.channel()).add(typed.serviceType());
        } else if (command instanceof OrderCommand.Hold hold) {
            content.hash.add(hold.hold().reason()).add(hold.hold().until());
        }
        return content.hash.hex();
    }

    /** Of rejecting a buyer's request to cancel. */
    static String ofRejecting(OrderId id, String reason) {
        return new CommandContent("REJECT_BUYERS_REQUEST", id).hash.add(reason).hex();
    }

    private void add(DispatchOrder request) {
        hash.add(request.warehouse())
                .add(request.channel())
                .add(request.labels().size());
        for (LabelPdf label : request.labels()) {
            hash.add(label.fileName()).add(HexFormat.of().formatHex(ContentHash.sha256(label.content())));
        }
        request.bindings().forEach(this::add);
    }

    private void add(LineBinding binding) {
        hash.add(binding.lineId()).add(binding.goods().size());
        for (SkuPieces part : binding.goods()) {
            hash.add(part.sku()).add(part.each());
        }
    }

    private void add(AcknowledgeOrder request) {
        hash.add(request.warehouse());
        for (AcknowledgeOrder.Line line : request.lines()) {
            hash.add(line.lineId()).add(line.accepted()).add(line.rejectReason());
        }
    }
}
