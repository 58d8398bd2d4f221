package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.platform.PlatformOrder;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Amount, payment result and platform number follow the platform (platform-orders, sections 1 and 2.3). */
class PlatformTruthTest {
    private static final Set<Class<?>> PLATFORMS_OWN =
            Set.of(Money.class, Payment.class, PlatformOrder.class, Order.class, BigDecimal.class);

    @Test
    void noPublicCommandTakesAnAmountAPaymentOrAnOrderOfAPlatform() {
        for (Method command : Orders.class.getMethods()) {
            if (command.getDeclaringClass() != Orders.class || Modifier.isStatic(command.getModifiers())) {
                continue;
            }
            Set<Class<?>> taken = new HashSet<>();
            Arrays.stream(command.getGenericParameterTypes()).forEach(type -> collect(type, taken));
            assertThat(taken).as(command.toGenericString()).doesNotContainAnyElementsOf(PLATFORMS_OWN);
        }
    }

    @Test
    void theSearchFindsAnAmountDeepInARequest() {
        record Inner(List<? extends Money> amounts) {}
        record Outer(Inner inner) {}
        Set<Class<?>> taken = new HashSet<>();
        collect(Outer.class, taken);
        assertThat(taken).contains(Money.class, BigDecimal.class);
    }

    @Test
    void afterEveryCommandThePlatformsWordIsWhatThePlatformSaid() {
        OrderId id = desk.pending();
        PlatformOrder said = desk.order(id).platform();
        desk.orders.bindLine(id, LineBinding.of("L1", Desk.SKU, 2));
        desk.dispatch(id);
        desk.orders.markShipped(id);
        desk.orders.cancel(id);
        desk.orders.unbindSku(Desk.STORE.id(), "P-1");
        assertThat(desk.order(id).platform()).isEqualTo(said);
    }

    private final Desk desk = new Desk();

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType parameterized) {
            collect(parameterized.getRawType(), found);
            Arrays.stream(parameterized.getActualTypeArguments()).forEach(each -> collect(each, found));
        } else if (type instanceof WildcardType wildcard) {
            Arrays.stream(wildcard.getUpperBounds()).forEach(each -> collect(each, found));
        } else if (type instanceof GenericArrayType array) {
            collect(array.getGenericComponentType(), found);
        } else if (type instanceof Class<?> known && found.add(known) && known.isRecord()) {
            for (RecordComponent component : known.getRecordComponents()) {
                collect(component.getGenericType(), found);
            }
        }
    }
}
