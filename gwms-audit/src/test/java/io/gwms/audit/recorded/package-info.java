/** Contracts of connectors run over the recorder: nothing of what they send and get changes, and no secret shows. */
@org.jspecify.annotations.NullMarked
package io.gwms.audit.recorded;
