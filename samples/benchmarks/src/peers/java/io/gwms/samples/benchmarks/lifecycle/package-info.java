/** The order lifecycle beside known state machines; compiled by the profile {@code benchmarks} alone, which brings the peers. */
@org.jspecify.annotations.NullMarked
package io.gwms.samples.benchmarks.lifecycle;
