package io.gwms.testkit.qimen;

/**
 * A confirmation as the warehouse sends it to its owner's system: everything but the body stands in the query, signature
 * included.
 *
 * @param query the query, as sent
 * @param body the exact text that is signed with it
 */
public record QimenNotice(String query, String body) {}
