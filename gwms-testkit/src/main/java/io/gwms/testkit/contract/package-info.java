/**
 * A test for each rule of each SPI. To prove an implementation, extend the contract of its SPI in a test class and say
 * how an empty one is made; each test's name ends with the number of the rule in the SPI's javadoc.
 */
@NullMarked
package io.gwms.testkit.contract;

import org.jspecify.annotations.NullMarked;
