package io.gwms.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.StoredForm;
import io.gwms.internal.json.OrderDocument;
import io.gwms.order.AcknowledgeState;
import io.gwms.order.CancelRequest;
import io.gwms.order.Closing;
import io.gwms.order.DispatchAttempt;
import io.gwms.order.Order;
import io.gwms.order.OrderAttempt;
import io.gwms.order.OrderException;
import io.gwms.order.OrderId;
import io.gwms.order.OrderLine;
import io.gwms.order.Shipment;
import io.gwms.platform.PlatformOrder;
import io.gwms.store.PlatformType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Orders are built at random from their record components, so that a new field cannot be forgotten in the document. */
class OrderDocumentPropertyTest {
    private static final String[] PIECES = {"a", "Ω", "😀", "\"", "\\", "\n", "\u0001", "</", "\u2028", "'", "٣", "é"};

    @Property(tries = 500)
    void everyFieldOfAnOrderComesBackExactly(@ForAll long seed) {
        Order order = withoutSurplusUnlessOpen(StoredForm.of(new AnyRecord(new Random(seed)).order()));
        OrderDocument.Columns columns = new OrderDocument.Columns(
                order.id(),
                order.version(),
                order.platformType(),
                order.contentHash(),
                order.createdAt(),
                order.updatedAt());

        String document = OrderDocument.write(order);

        assertThat(OrderDocument.read(columns, OrderDocument.SCHEMA, document)).isEqualTo(order);
    }

    /** A warehouse that has none of it was not asked for too much of it either. */
    private static Order withoutSurplusUnlessOpen(Order order) {
        return order.openDispatch().isPresent()
                ? order
                : order.change(order.updatedAt())
                        .lines(order.lines().stream()
                                .map(line -> line.withAllocated(line.unshipped()))
                                .toList())
                        .done();
    }

    /** Fills records with whatever their components allow. */
    private record AnyRecord(Random random) {
        Order order() {
            return Order.first(
                            some(OrderId.class),
                            some(PlatformType.class),
                            some(PlatformOrder.class),
                            text(),
                            List.of(some(OrderLine.class), some(OrderLine.class)),
                            some(Instant.class))
                    .stored(1 + random.nextInt(9), some(Instant.class))
                    .acknowledge(some(AcknowledgeState.class))
                    .acknowledgedFor((WarehouseCode) of(WarehouseCode.class, "acknowledgedFor"))
                    .attempt((OrderAttempt) of(OrderAttempt.class, "attempt"))
                    .dispatches(List.of(some(DispatchAttempt.class), some(DispatchAttempt.class)))
                    .shipments(List.of(some(Shipment.class)))
                    .cancelRequest(some(CancelRequest.class))
                    .closing(some(Closing.class))
                    .exceptions(List.of(some(OrderException.class)))
                    .hold(text(), (Instant) of(Instant.class, "heldUntil"))
                    .done();
        }

        private <T> T some(Class<T> type) {
            return type.cast(of(type, "some"));
        }

        @Nullable
        Object of(Type wanted, String name) {
            if (wanted instanceof ParameterizedType generic) {
                return collection(generic, name);
            }
            Class<?> raw = (Class<?>) wanted;
            if (raw == String.class) {
                return text();
            } else if (raw == int.class) {
                return 1 + random.nextInt(Integer.MAX_VALUE - 1);
            } else if (raw == long.class) {
                return name.equals("removed") || name.equals("shippedElsewhere")
                        ? (long) random.nextInt(3)
                        : 3 + (random.nextLong() >>> 20);
            } else if (raw == Long.class) {
                return random.nextBoolean() ? null : Long.valueOf(random.nextInt(9));
            } else if (raw == boolean.class) {
                return random.nextBoolean();
            } else if (raw == Instant.class) {
                return List.of("paidAt", "heldUntil").contains(name) && random.nextBoolean()
                        ? null
                        : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            } else if (raw == BigDecimal.class) {
                return new BigDecimal(new BigInteger(90, random), random.nextInt(30) - 10);
            } else if (raw.isEnum()) {
                return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
            }
            boolean optional = List.of("shippingFee", "tax", "discount", "warehouseSku", "acknowledgedFor", "attempt")
                    .contains(name);
            Class<?> type = raw.isSealed()
                    ? raw.getPermittedSubclasses()[random.nextInt(raw.getPermittedSubclasses().length)]
                    : raw;
            return optional && random.nextBoolean() ? null : record(type);
        }

        private Object collection(ParameterizedType type, String name) {
            int size = 1 + random.nextInt(3);
            Type[] elements = type.getActualTypeArguments();
            if (type.getRawType() == Map.class) {
                Map<Object, Object> map = new HashMap<>();
                for (int i = 0; i < size; i++) {
                    map.put(text() + i, (long) random.nextInt(9));
                }
                return map;
            }
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                list.add(of(elements[0], name));
            }
            return list;
        }

        private Object record(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            @Nullable Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                String name = components[i].getName();
                Object value = of(components[i].getGenericType(), name);
                values[i] = name.equals("lineId") ? text() + random.nextLong() : value;
                if (type.getSimpleName().equals("StoreId")) {
                    values[i] = "store-" + random.nextInt(9);
                }
            }
            try {
                return type.getDeclaredConstructor(types).newInstance(values);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(type + " takes no " + List.of(types), e);
            }
        }

        private String text() {
            StringBuilder text = new StringBuilder("x");
            for (int n = random.nextInt(8); n > 0; n--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            return text.append('x').toString();
        }
    }
}
