package io.gwms.testkit.db;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of the class a fresh PostgreSQL database, as the {@link TestDatabase} parameter of its test and
 * {@code @BeforeEach} methods. A server that cannot start fails the tests; {@code -Dgwms.db.skip=postgres} skips them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SuppressWarnings("exports") // JUnit reaches the extension, nobody names it
@ExtendWith(DatabaseExtension.Postgres.class)
public @interface OnPostgres {}
