package io.gwms.testkit.shopee;

/**
 * A push as it would reach the seller's server.
 *
 * @param authorization the header of that name: the signature
 * @param body the body, as sent
 */
public record ShopeePush(String authorization, String body) {}
