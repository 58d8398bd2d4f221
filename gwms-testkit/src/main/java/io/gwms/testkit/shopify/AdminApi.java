package io.gwms.testkit.shopify;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLException;
import graphql.ParseAndValidate;
import graphql.execution.RawVariables;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.normalized.ExecutableNormalizedOperationFactory;
import graphql.schema.GraphQLSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Runs GraphQL requests against the schema: validates, prices, throttles, executes, and words errors as Shopify does. */
final class AdminApi {
    /** The key under which search warnings travel from the fetchers to the answer. */
    static final String SEARCHES = "searches";

    private static final int KEPT_DOCUMENTS = 500;
    private static final Set<String> READS = Set.of("orders", "order", "fulfillmentOrder", "fulfillment", "node");

    private final GraphQLSchema schema;
    private final GraphQL graphql;
    private final Cost cost;
    private final Bucket bucket;
    private final Map<String, PreparsedDocumentEntry> documents = new ConcurrentHashMap<>();

    AdminApi(GraphQLSchema schema, Bucket bucket) {
        this.schema = schema;
        this.bucket = bucket;
        this.cost = new Cost(schema);
        this.graphql = GraphQL.newGraphQL(schema)
                .preparsedDocumentProvider((input, parse) -> CompletableFuture.completedFuture(document(input)))
                .defaultDataFetcherExceptionHandler(ErrorWords::ofException)
                .build();
    }

    /** One request that is well formed and priced, ready to run. */
    record Prepared(ExecutionInput input, ExecutableNormalizedOperation operation, int requestedCost) {
        /** Whether a field of that name is asked for at the top. */
        boolean asksFor(String field) {
            return operation.getTopLevelFields().stream()
                    .anyMatch(asked -> asked.getFieldName().equals(field));
        }

        List<String> fields() {
            return operation.getTopLevelFields().stream()
                    .map(asked -> asked.getFieldName())
                    .toList();
        }

        boolean readsOrders() {
            return READS.stream().anyMatch(this::asksFor);
        }
    }

    /** Either a request that can run, or the answer that refuses it. */
    record Preparation(@Nullable Prepared prepared, Map<String, @Nullable Object> refusal) {}

    Preparation prepare(String query, Map<String, Object> variables, @Nullable String operationName) {
        ExecutionInput input = ExecutionInput.newExecutionInput(query)
                .variables(variables)
                .operationName(operationName)
                .build();
        PreparsedDocumentEntry document = document(input);
        if (document.hasErrors()) {
            return new Preparation(null, Map.of("errors", ErrorWords.of(document.getErrors())));
        }
        try {
            ExecutableNormalizedOperation operation =
                    ExecutableNormalizedOperationFactory.createExecutableNormalizedOperationWithRawVariables(
                            schema, document.getDocument(), operationName, RawVariables.of(variables));
            return new Preparation(new Prepared(input, operation, cost.requested(operation)), Map.of());
        } catch (GraphQLException e) {
            return new Preparation(
                    null,
                    Map.of(
                            "errors",
                            List.of(ErrorWords.error(
                                    String.valueOf(e.getMessage()), Map.of("code", "INVALID_VARIABLE")))));
        }
    }

    /** Runs it when it is affordable; the answer carries the cost block either way. */
    Map<String, @Nullable Object> run(Prepared prepared, boolean throttle) {
        int requested = prepared.requestedCost();
        if (requested > Cost.MAX) {
            return Map.of("errors", List.of(ErrorWords.tooExpensive(requested)));
        }
        if (throttle || !bucket.affords(requested)) {
            return throttled(requested);
        }
        return execute(prepared);
    }

    /** Runs it whatever the bucket holds; the answer carries the cost block. */
    Map<String, @Nullable Object> execute(Prepared prepared) {
        ExecutionResult result = graphql.execute(prepared.input());
        Map<?, ?> data = result.getData();
        int requested = prepared.requestedCost();
        int actual = data == null ? Math.min(requested, 10) : cost.actual(prepared.operation(), data);
        bucket.spend(actual);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        if (!result.getErrors().isEmpty()) {
            answer.put("errors", ErrorWords.of(result.getErrors()));
        }
        answer.put("data", data);
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("cost", bucket.report(requested, actual));
        List<?> searches = prepared.input().getGraphQLContext().getOrDefault(SEARCHES, List.of());
        if (!searches.isEmpty()) {
            extensions.put("search", searches);
        }
        answer.put("extensions", extensions);
        return answer;
    }

    /** The answer of a shop that did not grant the scope. */
    Map<String, @Nullable Object> accessDenied(Prepared prepared) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("errors", List.of(ErrorWords.accessDenied(prepared.operation())));
        answer.put("data", null);
        answer.put("extensions", Map.of("cost", bucket.report(prepared.requestedCost(), 1)));
        return answer;
    }

    private Map<String, @Nullable Object> throttled(int requested) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("errors", List.of(ErrorWords.throttled()));
        answer.put("extensions", Map.of("cost", bucket.report(requested, null)));
        return answer;
    }

    private PreparsedDocumentEntry document(ExecutionInput input) {
        if (documents.size() > KEPT_DOCUMENTS) {
            documents.clear();
        }
        return documents.computeIfAbsent(input.getQuery(), query -> {
            var parsed = ParseAndValidate.parseAndValidate(schema, input);
            return parsed.isFailure()
                    ? new PreparsedDocumentEntry(parsed.getErrors())
                    : new PreparsedDocumentEntry(parsed.getDocument());
        });
    }
}
