package io.gwms.samples.benchmarks.lifecycle;

import io.gwms.catalogue.Channel;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.order.CancelOrder;
import io.gwms.order.DispatchOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderAction;
import io.gwms.order.OrderLine;
import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.WriteBackSupport;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.testkit.data.SampleOrder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The decisions of core, which are not public: reached by method handles that the compiler sees through, as it does
 * through a call.
 */
final class Ours {
    static final MethodHandle DECIDE;
    static final MethodHandle OFFERS;
    static final MethodHandle CHANGES;
    static final Object LIFECYCLE;
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final WarehouseCode WAREHOUSE = new WarehouseCode("JNB-1");
    static final ChannelCode CHANNEL = new ChannelCode("COURIER");

    private static final WarehouseSku SKU = new WarehouseSku("W-MUG");
    private static final MethodHandles.Lookup LOOKUP;

    static {
        try {
            LOOKUP = MethodHandles.privateLookupIn(Order.class, MethodHandles.lookup());
            Class<?> lifecycle = type("OrderLifecycle");
            LIFECYCLE =
                    LOOKUP.findStaticVarHandle(lifecycle, "STANDARD", lifecycle).get();
            DECIDE = LOOKUP.findVirtual(
                            lifecycle,
                            "decide",
                            MethodType.methodType(
                                    type("Decision"), Order.class, type("OrderCommand"), type("OrderFacts")))
                    .bindTo(LIFECYCLE)
                    .asType(MethodType.methodType(Object.class, Order.class, Object.class, Object.class));
            OFFERS = LOOKUP.findVirtual(
                            lifecycle, "offers", MethodType.methodType(List.class, Order.class, type("OrderFacts")))
                    .bindTo(LIFECYCLE)
                    .asType(MethodType.methodType(Object.class, Order.class, Object.class));
            CHANGES = LOOKUP.findVirtual(
                            type("Decision$Accepted"),
                            "changes",
                            MethodType.methodType(
                                    List.class, Order.class, OrderAction.class, String.class, type("OrderFacts")))
                    .asType(MethodType.methodType(
                            Object.class, Object.class, Order.class, OrderAction.class, String.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Ours() {}

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("io.gwms.order." + name);
    }

    /** An order of one mapped line that can be dispatched. */
    static Order pending() {
        Order stored = SampleOrder.of("s1", "1001").stored();
        OrderLine line = stored.lines().get(0);
        OrderLine mapped =
                new OrderLine(line.lineId(), line.platformSku(), line.ordered(), 0, 0, List.of(new SkuPieces(SKU, 1)), null, 0, "", 0, 0, 0);
        return stored.change(NOW).lines(List.of(mapped)).done();
    }

    /** What a decision about it needs beside it; the values that are not named are empty. */
    static Object facts(Order order) {
        Map<String, Object> known = new HashMap<>();
        known.put("now", NOW);
        known.put("writeBack", WriteBackSupport.PARTIAL);
        known.put("acknowledges", AcknowledgeSupport.ONCE);
        known.put("warehouse", new Warehouse(WAREHOUSE, "Main", "Own"));
        known.put("channel", new Channel(CHANNEL, "Courier", "DHL", "", false));
        String platformSku = order.lines().get(0).platformSku();
        known.put("mappings", Map.of(platformSku, new SkuMapping(order.id().store(), platformSku, List.of(new SkuPieces(SKU, 1)), NOW)));
        known.put("maxLabelBytes", 10L << 20);
        return instance("OrderFacts", known);
    }

    static Object dispatch(Order order) {
        return instance(
                "OrderCommand$Dispatch",
                Map.of("request", DispatchOrder.of(order.id(), WAREHOUSE, CHANNEL), "batch", false));
    }

    static Object cancel() {
        return instance("OrderCommand$Cancel", Map.of("request", CancelOrder.here(pending().id())));
    }

    /** The order once that decision is taken. */
    static Order after(Object decision) throws ReflectiveOperationException {
        var next = decision.getClass().getDeclaredMethod("next");
        next.setAccessible(true);
        return (Order) next.invoke(decision);
    }

    private static Object instance(String name, Map<String, Object> known) {
        try {
            Constructor<?> constructor = type(name).getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            var components = type(name).getRecordComponents();
            Object[] arguments = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                Class<?> type = components[i].getType();
                arguments[i] = known.containsKey(components[i].getName())
                        ? known.get(components[i].getName())
                        : type == List.class
                                ? List.of()
                                : type == Map.class
                                        ? Map.of()
                                        : type == Set.class ? Set.of() : type == boolean.class ? false : null;
            }
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the benchmark does not know " + name + " any more", e);
        }
    }
}
