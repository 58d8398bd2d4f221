/**
 * The connector to warehouses that speak the Qimen dialect (奇门, the Cainiao/Taobao standard between ERP and WMS).
 *
 * <p>Start with {@link io.gwms.proxy.qimen.QimenConnector}. Methods, fields and status words were read in the published
 * reference of the standard. The signature is checked against the vector that the Taobao platform publishes for its rule,
 * which has no body; with a body it is unverified. What differs between warehouses is a setting.
 */
@NullMarked
package io.gwms.proxy.qimen;

import org.jspecify.annotations.NullMarked;
