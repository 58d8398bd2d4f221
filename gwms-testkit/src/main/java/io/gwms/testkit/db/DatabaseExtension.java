package io.gwms.testkit.db;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One database per test method: the same for its {@code @BeforeEach} and itself, closed after it by JUnit's store. */
abstract class DatabaseExtension implements ParameterResolver {
    private final Supplier<TestDatabase> opener;

    private DatabaseExtension(Supplier<TestDatabase> opener) {
        this.opener = opener;
    }

    static final class Sqlite extends DatabaseExtension {
        Sqlite() {
            super(TestDatabase::sqlite);
        }
    }

    static final class Postgres extends DatabaseExtension implements ExecutionCondition {
        Postgres() {
            super(TestDatabase::postgres);
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return PostgresServer.isSkipped()
                    ? ConditionEvaluationResult.disabled(PostgresServer.SKIPPED)
                    : ConditionEvaluationResult.enabled("PostgreSQL is not skipped");
        }
    }

    static final class MariaDb extends DatabaseExtension implements ExecutionCondition {
        MariaDb() {
            super(TestDatabase::mariaDb);
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String skipped = MariaDbServer.whySkipped();
            return skipped == null
                    ? ConditionEvaluationResult.enabled("MariaDB is not skipped")
                    : ConditionEvaluationResult.disabled(skipped);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class
                && context.getTestMethod().isPresent();
    }

    @Override
    public TestDatabase resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store = context.getStore(Namespace.create(DatabaseExtension.class, context.getUniqueId()));
        return store.getOrComputeIfAbsent(TestDatabase.class, key -> opener.get(), TestDatabase.class);
    }
}
