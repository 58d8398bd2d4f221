package io.gwms.testkit.shopify;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.TypeResolver;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.InterfaceWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarWiringEnvironment;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.WiringFactory;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ties the schema file to data: maps by field name, suppliers when asked for, lists cut into pages. */
final class Wiring implements WiringFactory {
    private Wiring() {}

    static GraphQLSchema schema(
            Reads reads,
            Mutations mutations,
            StockReads stock,
            StockMutations stockMutations,
            Map<String, Object> shop) {
        var file = requireNonNull(Wiring.class.getResourceAsStream("schema.graphqls"), "schema.graphqls");
        try (var reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            var wiring = RuntimeWiring.newRuntimeWiring()
                    .wiringFactory(new Wiring())
                    .type(
                            "Query",
                            type -> type.dataFetcher("shop", env -> shop)
                                    .dataFetcher("orders", reads::orders)
                                    .dataFetcher("ordersCount", reads::ordersCount)
                                    .dataFetcher("order", env -> reads.order(text(env, "id")))
                                    .dataFetcher("fulfillmentOrder", env -> reads.fulfillmentOrder(text(env, "id")))
                                    .dataFetcher("fulfillment", env -> reads.fulfillment(text(env, "id")))
                                    .dataFetcher("inventoryItem", env -> stock.item(text(env, "id")))
                                    .dataFetcher("inventoryItems", env -> stock.items(env.getArguments()))
                                    .dataFetcher("node", env -> reads.node(text(env, "id"))))
                    .type("InventoryItem", type -> type.dataFetcher("inventoryLevel", stock::level))
                    .type("InventoryLevel", type -> type.dataFetcher("quantities", StockReads::quantities))
                    .type(
                            "Mutation",
                            type -> type.dataFetcher(
                                            "fulfillmentCreate",
                                            env -> mutations.fulfillmentCreate(input(env, "fulfillment")))
                                    .dataFetcher(
                                            "fulfillmentTrackingInfoUpdate",
                                            env -> mutations.fulfillmentTrackingInfoUpdate(
                                                    text(env, "fulfillmentId"), input(env, "trackingInfoInput")))
                                    .dataFetcher(
                                            "fulfillmentCancel", env -> mutations.fulfillmentCancel(text(env, "id")))
                                    .dataFetcher(
                                            "inventorySetQuantities",
                                            env -> stockMutations.setQuantities(env, input(env, "input")))
                                    .dataFetcher("orderCancel", env -> mutations.orderCancel(env.getArguments())))
                    .build();
            return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(reader), wiring);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read schema.graphqls", e);
        }
    }

    private static String text(DataFetchingEnvironment env, String argument) {
        return requireNonNull(env.<String>getArgument(argument), argument);
    }

    private static Map<String, Object> input(DataFetchingEnvironment env, String argument) {
        return requireNonNull(env.<Map<String, Object>>getArgument(argument), argument);
    }

    @Override
    public DataFetcher<?> getDefaultDataFetcher(FieldWiringEnvironment field) {
        return Wiring::fetch;
    }

    @Override
    public boolean providesScalar(ScalarWiringEnvironment scalar) {
        return scalar.getScalarTypeDefinition() != null
                && List.of("DateTime", "Decimal", "URL")
                        .contains(scalar.getScalarTypeDefinition().getName());
    }

    @Override
    public GraphQLScalarType getScalar(ScalarWiringEnvironment scalar) {
        return GraphQLScalarType.newScalar()
                .name(scalar.getScalarTypeDefinition().getName())
                .coercing(new Text())
                .build();
    }

    @Override
    public boolean providesTypeResolver(InterfaceWiringEnvironment type) {
        return true;
    }

    @Override
    public TypeResolver getTypeResolver(InterfaceWiringEnvironment type) {
        return env -> env.getSchema().getObjectType(String.valueOf(((Map<?, ?>) env.getObject()).get("__typename")));
    }

    private static @Nullable Object fetch(DataFetchingEnvironment env) {
        Object value = ((Map<?, ?>) requireNonNull(env.<Object>getSource()))
                .get(env.getField().getName());
        if (value instanceof Supplier<?> later) {
            value = later.get();
        }
        if (!(value instanceof List<?> list)) {
            return value;
        }
        if (GraphQLTypeUtil.simplePrint(env.getFieldType()).contains("Connection")) {
            return Pages.page(list.stream().map(Wiring::row).toList(), env.getArguments());
        }
        Integer first = env.getArgument("first");
        return first == null ? list : list.stream().limit(first).toList();
    }

    @SuppressWarnings("unchecked")
    private static Pages.Row row(Object node) {
        var fields = (Map<String, @Nullable Object>) node;
        String gid = String.valueOf(fields.get("id"));
        long id = Gid.number(Gid.type(gid), gid);
        return new Pages.Row(new Cursor(id, id), () -> fields);
    }

    /** Scalars that travel as text. */
    private static final class Text implements Coercing<String, String> {
        @Override
        public String serialize(Object value, GraphQLContext context, Locale locale) {
            return value.toString();
        }

        @Override
        public String parseValue(Object input, GraphQLContext context, Locale locale) {
            if (input instanceof String text) {
                return text;
            }
            throw new CoercingParseValueException("a text is expected, but there is " + input);
        }

        @Override
        public String parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (input instanceof StringValue text) {
                return requireNonNullElse(text.getValue(), "");
            }
            throw new CoercingParseLiteralException("a text is expected, but there is " + input);
        }

        @Override
        public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
            return StringValue.of(input.toString());
        }
    }
}
