/** Credentials of stores and warehouse systems, and how they are kept. Start with {@link io.gwms.credential.CredentialStore}. */
@NullMarked
package io.gwms.credential;

import org.jspecify.annotations.NullMarked;
