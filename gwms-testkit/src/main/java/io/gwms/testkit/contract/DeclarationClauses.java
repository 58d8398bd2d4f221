package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderKind;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.AcknowledgeOrders.Acknowledgement;
import io.gwms.platform.AddressRule;
import io.gwms.platform.AnswerCancelRequests;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchTracking;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderField;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.WriteBackSupport;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 1: declare, don't pretend. */
abstract class DeclarationClauses extends PlatformClauses {
    private static final List<OrderField> OF_THE_BUYER =
            List.of(OrderField.RECIPIENT_NAME, OrderField.COUNTRY, OrderField.CITY, OrderField.ADDRESS);

    @Test
    @DisplayName("1.1 what is not declared is refused as unsupported, without a call")
    public void undeclaredIsRefusedWithoutACall() {
        assertThat(undeclared())
                .allSatisfy(outcome ->
                        assertThat(PlatformScene.refusalOf(outcome).code()).isEqualTo(RefusalCode.UNSUPPORTED));
        assertThat(scene.transport.calls())
                .as("calls made for what is not declared")
                .isEmpty();
    }

    private List<Outcome<?>> undeclared() {
        PlatformConnector connector = scene.connector;
        PlatformCapabilities can = scene.can();
        List<Outcome<?>> outcomes = new ArrayList<>();
        for (OrderKind kind : OrderKind.values()) {
            if (!can.kinds().contains(kind)) {
                outcomes.add(connector.fetchOrders(new FetchOrders(scene.session(), kind, scene.everything(), null)));
            }
        }
        if (!can.canLookUpByNumber()) {
            List<String> numbers = List.of(scene.number(1));
            outcomes.add(connector.lookUpOrders(new LookUpOrders(scene.session(), scene.kind(), numbers)));
        }
        if (can.census().isEmpty()) {
            outcomes.add(connector.listOrders(new ListOrders(scene.session(), scene.kind(), scene.everything(), null)));
        }
        if (!can.canRefreshCredential()) {
            outcomes.add(connector.refreshCredential(scene.session(CallAction.TOKEN_REFRESH)));
        }
        outcomes.addAll(undeclaredShipping(connector, can));
        outcomes.addAll(undeclaredAnswers(connector, can));
        if (!can.canPushStock()) {
            outcomes.addAll(connector.pushStock(new PushStock(
                    scene.session(CallAction.STOCK_PUSH), List.of(new PushStock.Level("key", "SKU-1", 1, null)))));
        }
        if (!can.canReadStock()) {
            outcomes.addAll(connector.readStock(
                    new ReadStock(scene.session(CallAction.STOCK_PUSH), List.of(new ReadStock.Item("SKU-1", "")))));
        }
        return outcomes;
    }

    private Collection<Outcome<?>> undeclaredShipping(PlatformConnector connector, PlatformCapabilities can) {
        List<Outcome<?>> outcomes = new ArrayList<>();
        var notice = scene.notice("o", scene.number(1), Map.of("l", 1L), "T-1");
        if (can.writeBack() == WriteBackSupport.NONE) {
            outcomes.addAll(connector.writeShipments(scene.writing(notice)));
        }
        if (!can.canProbeShipments()) {
            outcomes.addAll(connector.probeShipments(scene.writing(notice)));
        }
        if (!can.issuesTracking()) {
            outcomes.addAll(connector.fetchTracking(new FetchTracking(
                    scene.session(CallAction.TRACKING_LOOKUP), List.of(new FetchTracking.Written("o", "s")))));
        }
        return outcomes;
    }

    private Collection<Outcome<?>> undeclaredAnswers(PlatformConnector connector, PlatformCapabilities can) {
        List<Outcome<?>> outcomes = new ArrayList<>();
        AcknowledgeOrders acknowledge = new AcknowledgeOrders(
                scene.session(CallAction.ORDER_ACKNOWLEDGE),
                List.of(new Acknowledgement("key", "o", List.of(new AcknowledgeOrders.Line("l", 1, 0, "")))));
        if (!can.canAcknowledge()) {
            outcomes.addAll(connector.acknowledge(acknowledge));
        }
        if (!can.canProbeAcknowledgements()) {
            outcomes.addAll(connector.probeAcknowledgements(acknowledge));
        }
        if (!can.canCancelOrders()) {
            outcomes.addAll(connector.cancelOrders(
                    new CancelOrders(scene.session(CallAction.ORDER_CANCEL), List.of("o"), "out of stock")));
        }
        if (!can.canAnswerCancelRequests()) {
            outcomes.addAll(connector.answerCancelRequests(new AnswerCancelRequests(
                    scene.session(CallAction.ORDER_CANCEL),
                    List.of(new AnswerCancelRequests.Answer("o", true, "as you wish")))));
        }
        return outcomes;
    }

    @Test
    @DisplayName("1.2 capabilities are always the same")
    public void capabilitiesAreStable() {
        assertThat(scene.can()).usingRecursiveComparison().isEqualTo(scene.another.capabilities());
    }

    @Test
    @DisplayName("1.3 every detail of an order is filled or declared absent")
    public void everyDetailIsFilledOrDeclaredAbsent() {
        String number = scene.number(1001);
        if (scene.kind() == OrderKind.B2C) {
            scene.stage.addDetailedOrder(number);
        } else {
            scene.stage.addDetailedPurchaseOrder(number);
        }
        PlatformOrder order = scene.order(number);
        List<OrderField> wrong = new ArrayList<>();
        for (OrderField field : OrderField.values()) {
            // Every line has these two, be it as zero.
            boolean always = field == OrderField.SHIPPED_QUANTITY || field == OrderField.UNIT_PRICE;
            if (!always && isFilled(order, field) == scene.can().absentFields().contains(field)) {
                wrong.add(field);
            }
        }

        assertThat(wrong)
                .as("fields that are empty and not declared absent, or filled and declared absent")
                .isEmpty();
    }

    private static boolean isFilled(PlatformOrder order, OrderField field) {
        return switch (field) {
            case SOURCE -> !order.source().isBlank();
            case FULFILLMENT_STATUS -> !order.fulfillmentStatus().isBlank();
            case BUYER_NOTE -> !order.buyerNote().isBlank();
            case PAYMENT_METHOD -> !order.payment().method().isBlank();
            case PAYMENT_TIME -> order.payment().paidAt() != null;
            case SHIPPING_FEE -> order.payment().shippingFee() != null;
            case TAX -> order.payment().tax() != null;
            case DISCOUNT -> order.payment().discount() != null;
            case RECIPIENT_NAME -> !order.recipient().name().isBlank();
            case PHONE -> !order.recipient().phone().isBlank();
            case COUNTRY -> !order.recipient().country().isBlank();
            case STATE -> !order.recipient().state().isBlank();
            case CITY -> !order.recipient().city().isBlank();
            case ADDRESS -> !order.recipient().address().isBlank();
            case ZIP -> !order.recipient().zip().isBlank();
            case PLATFORM_SKU -> order.lines().get(0).hasSku();
            case PRODUCT_NAME -> !order.lines().get(0).name().isBlank();
            case SHIPPED_QUANTITY, UNIT_PRICE -> true;
        };
    }

    @Test
    @DisplayName("1.4 an order brings the address that the rule of its fulfilment model promises")
    public void addressFollowsTheRule() {
        scene.addOrder(scene.number(1001), 1);
        PlatformOrder order = scene.order(scene.number(1001));
        Set<AddressRule> rules = Set.copyOf(scene.can().addressRules().values());

        assertThat(rules)
                .as("address rules, by the word for the fulfilment model")
                .isNotEmpty();
        if (order.platformDelivers()) {
            assertThat(rules).contains(AddressRule.PLATFORM_CENTRE);
        } else {
            assertThat(rules).containsAnyOf(AddressRule.BUYER, AddressRule.MASKED);
            assertThat(scene.can().absentFields())
                    .as("what an order that the seller ships cannot do without")
                    .doesNotContainAnyElementsOf(OF_THE_BUYER);
        }
    }

    @Test
    @DisplayName("1.5 every call is filed under an action that is declared")
    public void callsHaveDeclaredActions() {
        scene.addOrder(scene.number(1001), 1);
        scene.page(null);
        if (scene.can().writeBack() != WriteBackSupport.NONE) {
            scene.write(scene.shippedOrder(1002));
        }

        assertThat(scene.transport.calls())
                .extracting(HttpCall::context)
                .allSatisfy(context -> assertThat(scene.can().actions()).contains(context.action()));
    }
}
