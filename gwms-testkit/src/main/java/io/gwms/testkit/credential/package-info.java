/** Credentials kept in memory, for tests. Start with {@link io.gwms.testkit.credential.InMemoryCredentials}. */
@NullMarked
package io.gwms.testkit.credential;

import org.jspecify.annotations.NullMarked;
