package io.gwms.testkit.shopify;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.language.OperationDefinition;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The elements of a top-level {@code errors} list, in Shopify's form. */
final class ErrorWords {
    private static final Pattern UNKNOWN_FIELD = Pattern.compile("Field '([^']+)' in type '([^']+)' is undefined");
    private static final String DOCUMENTATION = "https://shopify.dev/api/usage/";

    private ErrorWords() {}

    static Map<String, @Nullable Object> error(String message, Map<String, Object> extensions) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("extensions", extensions);
        return error;
    }

    static Map<String, @Nullable Object> throttled() {
        return error("Throttled", Map.of("code", "THROTTLED", "documentation", DOCUMENTATION + "rate-limits"));
    }

    static Map<String, @Nullable Object> tooExpensive(int cost) {
        return error(
                "Query cost is %d, which exceeds the single query max cost limit (%d).".formatted(cost, Cost.MAX),
                Map.of(
                        "code",
                        "MAX_COST_EXCEEDED",
                        "cost",
                        cost,
                        "maxCost",
                        Cost.MAX,
                        "documentation",
                        DOCUMENTATION + "rate-limits"));
    }

    static Map<String, @Nullable Object> accessDenied(ExecutableNormalizedOperation operation) {
        ExecutableNormalizedField field = operation.getTopLevelFields().get(0);
        boolean writes = operation.getOperation() == OperationDefinition.Operation.MUTATION;
        String scope = (writes ? "`write_orders`" : "`read_orders`") + " access scope.";
        Map<String, @Nullable Object> error = error(
                "Access denied for %s field. Required access: %s".formatted(field.getFieldName(), scope),
                Map.of(
                        "code",
                        "ACCESS_DENIED",
                        "documentation",
                        DOCUMENTATION + "access-scopes",
                        "requiredAccess",
                        scope));
        error.put("path", List.of(field.getResultKey()));
        return error;
    }

    static List<Map<String, @Nullable Object>> of(List<? extends GraphQLError> errors) {
        return errors.stream().map(ErrorWords::worded).toList();
    }

    /** Ends a field with a refusal's own words; anything else is a bug of the fake and says so. */
    static CompletableFuture<DataFetcherExceptionHandlerResult> ofException(
            DataFetcherExceptionHandlerParameters parameters) {
        Throwable cause = parameters.getException();
        boolean refused = cause instanceof Refusal;
        GraphQLError error = GraphqlErrorBuilder.newError()
                .message("%s", refused ? cause.getMessage() : "the fake failed: " + cause)
                .location(parameters.getSourceLocation())
                .path(parameters.getPath())
                .extensions(Map.of("code", refused ? ((Refusal) cause).code() : "INTERNAL_SERVER_ERROR"))
                .build();
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    private static Map<String, @Nullable Object> worded(GraphQLError error) {
        Map<String, @Nullable Object> spec = new LinkedHashMap<>(error.toSpecification());
        spec.remove("extensions");
        if (error instanceof ValidationError invalid) {
            return invalid(invalid, spec);
        }
        String code = error.getExtensions() != null && error.getExtensions().get("code") instanceof String given
                ? given
                : "BAD_REQUEST";
        spec.put("extensions", Map.of("code", code));
        return spec;
    }

    private static Map<String, @Nullable Object> invalid(ValidationError error, Map<String, @Nullable Object> spec) {
        Matcher unknown = UNKNOWN_FIELD.matcher(error.getMessage());
        if (error.getValidationErrorType() == ValidationErrorType.FieldUndefined && unknown.find()) {
            String field = unknown.group(1);
            String type = unknown.group(2);
            spec.put("message", "Field '%s' doesn't exist on type '%s'".formatted(field, type));
            spec.put("path", error.getQueryPath());
            spec.put("extensions", Map.of("code", "undefinedField", "typeName", type, "fieldName", field));
        } else {
            spec.put("extensions", Map.of("code", "BAD_REQUEST"));
        }
        return spec;
    }
}
