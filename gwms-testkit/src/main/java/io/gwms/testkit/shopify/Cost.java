package io.gwms.testkit.shopify;

import graphql.language.OperationDefinition;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query costs in points, from its selection. The rules are fitted to recorded answers and reproduce their
 * requested cost exactly: a scalar is free, an object 1, a connection 2 plus its nodes counted {@code 2 ln(first)}
 * times, a mutation 10, a count 10; money, page info and the objects of a mutation's payload are free. The actual cost
 * puts what came back in the place of {@code first}; on recorded answers it is up to two points off.
 */
final class Cost {
    /** What one query may cost at most. */
    static final int MAX = 1000;

    private static final int DEFAULT_PAGE = 50;

    private final GraphQLSchema schema;

    Cost(GraphQLSchema schema) {
        this.schema = schema;
    }

    int requested(ExecutableNormalizedOperation operation) {
        return total(operation, null);
    }

    int actual(ExecutableNormalizedOperation operation, Map<?, ?> data) {
        return Math.min(total(operation, data), requested(operation));
    }

    private int total(ExecutableNormalizedOperation operation, @Nullable Map<?, ?> data) {
        boolean mutation = operation.getOperation() == OperationDefinition.Operation.MUTATION;
        int sum = 0;
        for (ExecutableNormalizedField field : operation.getTopLevelFields()) {
            if (!mutation) {
                sum += of(field, data);
                continue;
            }
            sum += 10;
            Object payload = data == null ? null : data.get(field.getResultKey());
            if (data == null || payload != null) {
                for (ExecutableNormalizedField child : field.getChildren()) {
                    sum += childrenOf(child, data == null ? null : in(payload, child), data == null);
                }
            }
        }
        return Math.max(1, sum);
    }

    /** {@code parent} is null for the requested cost, and the object that holds the field for the actual one. */
    private int of(ExecutableNormalizedField field, @Nullable Object parent) {
        String type = typeOf(field);
        boolean asked = parent == null;
        @Nullable Object value = asked ? null : in(parent, field);
        if (type.equals("Count")) {
            return 10;
        }
        if (field.getChildren().isEmpty() || type.equals("PageInfo") || type.startsWith("Money")) {
            return 0;
        }
        if (!asked && value == null) {
            return 0;
        }
        if (type.endsWith("Connection")) {
            return 2 + nodes(field, value, asked);
        }
        return 1 + childrenOf(field, value, asked);
    }

    private int nodes(ExecutableNormalizedField connection, @Nullable Object value, boolean asked) {
        int sum = 0;
        for (ExecutableNormalizedField rows : connection.getChildren()) {
            boolean edges = rows.getFieldName().equals("edges");
            if (!edges && !rows.getFieldName().equals("nodes")) {
                continue;
            }
            List<ExecutableNormalizedField> content = edges
                    ? rows.getChildren().stream()
                            .filter(field -> field.getFieldName().equals("node"))
                            .toList()
                    : List.of(rows);
            if (asked) {
                int each = content.stream()
                        .mapToInt(field -> 1 + childrenOf(field, null, true))
                        .sum();
                sum += times(first(connection)) * each;
            } else if (in(value, rows) instanceof Collection<?> found && !found.isEmpty()) {
                int all = found.stream()
                        .mapToInt(row -> content.stream()
                                .mapToInt(field -> 1 + childrenOf(field, edges ? in(row, field) : row, false))
                                .sum())
                        .sum();
                sum += Math.round((float) all * times(found.size()) / found.size());
            }
        }
        return sum;
    }

    private int childrenOf(ExecutableNormalizedField field, @Nullable Object value, boolean asked) {
        if (asked) {
            return field.getChildren().stream()
                    .mapToInt(child -> of(child, null))
                    .sum();
        }
        if (value instanceof Collection<?> rows) {
            return rows.isEmpty() ? 0 : childrenOf(field, rows.iterator().next(), false);
        }
        return value == null
                ? 0
                : field.getChildren().stream()
                        .mapToInt(child -> of(child, value))
                        .sum();
    }

    private static int times(int rows) {
        return Math.max(1, (int) Math.floor(2 * Math.log(rows)));
    }

    private static int first(ExecutableNormalizedField connection) {
        return connection.getResolvedArguments().get("first") instanceof Number first
                ? Math.max(1, first.intValue())
                : DEFAULT_PAGE;
    }

    private static @Nullable Object in(@Nullable Object parent, ExecutableNormalizedField field) {
        return parent instanceof Map<?, ?> fields ? fields.get(field.getResultKey()) : null;
    }

    private String typeOf(ExecutableNormalizedField field) {
        GraphQLType type = GraphQLTypeUtil.unwrapAll(field.getType(schema));
        return GraphQLTypeUtil.simplePrint(type);
    }
}
