/**
 * A test for each rule of each SPI. To prove an implementation, extend the contract of its SPI in a test class and say
 * how an empty one is made; each test's name has the number of the rule in the SPI's javadoc. Start with {@link
 * io.gwms.testkit.contract.PlatformConnectorContract} for a sales platform and {@link
 * io.gwms.testkit.contract.ProxyWarehouseConnectorContract} for a warehouse.
 */
@NullMarked
package io.gwms.testkit.contract;

import org.jspecify.annotations.NullMarked;
