/**
 * The one place where secrets and personal data are taken out of text before it is stored, shown or exported: API-call
 * records, error texts, sync-failure reasons, quarantined orders and exports all pass here. Start at
 * {@link io.gwms.redact.Redactor#standard()}; register live credentials with {@link io.gwms.redact.KnownSecrets} and
 * carry them as {@link io.gwms.redact.Secret}.
 */
@NullMarked
package io.gwms.redact;

import org.jspecify.annotations.NullMarked;
