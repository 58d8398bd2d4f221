package io.gwms.samples.firsthost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.gwms.Gwms;
import io.gwms.GwmsModule;
import io.gwms.audit.AuditModule;
import io.gwms.audit.ProductSyncRecorder;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.CredentialStore;
import io.gwms.evidence.ApiCallLog;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ProductSyncLog;
import io.gwms.evidence.ProductSyncQuery;
import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.order.CommandOptions;
import io.gwms.order.DispatchBatch;
import io.gwms.order.DispatchOrder;
import io.gwms.order.OrderId;
import io.gwms.order.OrderQuery;
import io.gwms.order.Orders;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.platform.account.StoreAccounts;
import io.gwms.platform.census.Census;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.platform.sync.OrderSync;
import io.gwms.platform.sync.PlatformModule;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.proxy.FixedRoutes;
import io.gwms.proxy.fourpx.FourPxConnector;
import io.gwms.proxy.task.InboundOrders;
import io.gwms.proxy.task.ProxyWarehouseModule;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.store.StoreRegistry;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskScope;
import io.gwms.task.Tasks;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.stock.InMemoryStockLedger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Null, wherever nothing says that it may be, is told by the parameter's name: at each method a host calls. */
class NullsTest {
    private static final StoreId STORE = new StoreId("acme-us");
    private static final OrderId ORDER = new OrderId(STORE, "1");
    private static final WarehouseCode WAREHOUSE = new WarehouseCode("LA");
    private static final ChannelCode CHANNEL = new ChannelCode("POST");

    /** What stands for a parameter that is not the null one; without one of its type it is null too. */
    private static final List<Object> GIVEN = List.of(
            STORE,
            ORDER,
            WAREHOUSE,
            CHANNEL,
            "text",
            Instant.EPOCH,
            Duration.ofDays(1),
            new TaskId(1),
            TaskQuery.newest(1),
            TaskScope.everything(),
            CommandOptions.none(),
            FourPxConnector.SYSTEM);

    @TempDir
    Path folder;

    private final Map<Class<?>, Object> doors = new LinkedHashMap<>();
    private Gwms gwms;

    @BeforeEach
    void build() {
        PlatformModule platforms =
                PlatformModule.builder().connector(ShopifyConnector.create()).build();
        ProxyWarehouseModule warehouses = ProxyWarehouseModule.builder()
                .connector(FourPxConnector.create())
                .routes(FixedRoutes.builder().build())
                .build();
        AuditModule audit = AuditModule.create();
        gwms = Gwms.builder()
                .database(EmbeddedDatabase.file(folder.resolve("gwms.db")))
                .credentialKey(new byte[32])
                .catalogue(FixedCatalogue.builder().build())
                .stock(InMemoryStockLedger.builder().build())
                .module(platforms)
                .module(warehouses)
                .module(audit)
                .build();
        doors.put(Gwms.class, gwms);
        doors.put(Gwms.Builder.class, Gwms.builder());
        doors.put(Orders.class, gwms.orders());
        doors.put(Tasks.class, gwms.tasks());
        doors.put(StoreRegistry.class, gwms.stores());
        doors.put(CredentialStore.class, gwms.credentials());
        doors.put(PlatformModule.class, platforms);
        doors.put(PlatformModule.Builder.class, PlatformModule.builder());
        doors.put(OrderSync.class, platforms.orderSync());
        doors.put(StoreAccounts.class, platforms.accounts());
        doors.put(Census.class, platforms.census());
        doors.put(WebhookReceiver.class, platforms.webhooks());
        doors.put(ProxyWarehouseModule.class, warehouses);
        doors.put(ProxyWarehouseModule.Builder.class, ProxyWarehouseModule.builder());
        doors.put(InboundOrders.class, warehouses.inbounds());
        doors.put(FixedRoutes.Builder.class, FixedRoutes.builder());
        doors.put(AuditModule.class, audit);
        doors.put(AuditModule.Builder.class, AuditModule.builder());
        doors.put(ApiCallLog.class, audit.calls());
        doors.put(ProductSyncLog.class, audit.productSyncs());
        doors.put(ProductSyncRecorder.class, audit.productSyncRecorder());
        doors.put(OrderQuery.class, OrderQuery.newest(1));
        doors.put(TaskQuery.class, TaskQuery.newest(1));
        doors.put(ApiCallQuery.class, ApiCallQuery.newest(1));
        doors.put(SyncRunQuery.class, SyncRunQuery.newest(1));
        doors.put(ProductSyncQuery.class, ProductSyncQuery.newest(1));
        doors.put(CommandOptions.class, CommandOptions.none());
        doors.put(DispatchOrder.class, DispatchOrder.of(ORDER, WAREHOUSE, CHANNEL));
        doors.put(Store.class, Store.of(STORE, "Acme", PlatformType.SHOPIFY, URI.create("https://acme.example")));
    }

    @AfterEach
    void close() {
        gwms.close();
    }

    @Test
    void nullIsToldByItsName() throws IllegalAccessException {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (Map.Entry<Class<?>, Object> door : doors.entrySet()) {
            for (Method method : hostsMethods(door.getKey())) {
                Parameter[] parameters = method.getParameters();
                for (int i = 0; i < parameters.length; i++) {
                    if (mustBeGiven(parameters[i])) {
                        tried++;
                        wrongAnswer(door.getValue(), method, i).ifPresent(wrong::add);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(200);
    }

    @Test
    void nullWithinAListIsToldByTheListsName() {
        assertThatNullPointerException()
                .isThrownBy(() -> SyncRequest.immediate(STORE, null))
                .withMessage("an element of stores");
        assertThatNullPointerException()
                .isThrownBy(() -> new DispatchBatch(Arrays.asList(ORDER, null), WAREHOUSE, CHANNEL))
                .withMessage("an element of orders");
    }

    /** All but those by which the runtime calls its modules. */
    private static List<Method> hostsMethods(Class<?> door) {
        List<String> modules = Arrays.stream(GwmsModule.class.getMethods())
                .map(Method::getName)
                .toList();
        return Arrays.stream(door.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !method.isSynthetic() && !method.getName().equals("equals"))
                .filter(method -> !GwmsModule.class.isAssignableFrom(door) || !modules.contains(method.getName()))
                .filter(method -> !method.isVarArgs() && !method.getName().equals("shows"))
                .toList();
    }

    private static boolean mustBeGiven(Parameter parameter) {
        return !parameter.getType().isPrimitive()
                && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static Optional<String> wrongAnswer(Object door, Method method, int nullAt) throws IllegalAccessException {
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(NullsTest::given).toArray();
        arguments[nullAt] = null;
        String called = method + " with null at " + nullAt + " answers ";
        try {
            return Optional.of(
                    called + method.invoke(Modifier.isStatic(method.getModifiers()) ? null : door, arguments));
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof NullPointerException told && namesAParameter(told.getMessage())
                    ? Optional.empty()
                    : Optional.of(called + e.getCause());
        }
    }

    private static @Nullable Object given(Class<?> type) {
        if (type.isPrimitive()) {
            return type == boolean.class ? true : type == long.class ? (Object) 1L : (Object) 1;
        }
        return GIVEN.stream().filter(type::isInstance).findFirst().orElse(null);
    }

    /** Unlike what the machine says of a null it stumbles over. */
    private static boolean namesAParameter(@Nullable String message) {
        return message != null && message.matches("\\w+( \\w+){0,3}");
    }
}
