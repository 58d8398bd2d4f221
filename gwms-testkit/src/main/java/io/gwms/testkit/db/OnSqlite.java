package io.gwms.testkit.db;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of the class a fresh SQLite file, as the {@link TestDatabase} parameter of its test and
 * {@code @BeforeEach} methods.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SuppressWarnings("exports") // JUnit reaches the extension, nobody names it
@ExtendWith(DatabaseExtension.Sqlite.class)
public @interface OnSqlite {}
