package io.gwms.proxy.qimen;

import io.gwms.internal.Require;

/**
 * Who sends the parcels, as every delivery order of the dialect must say. Prints no personal data.
 *
 * @param name the person or company
 * @param mobile its telephone number
 * @param province the province
 * @param city the city
 * @param address street and house
 */
public record QimenSender(String name, String mobile, String province, String city, String address) {
    public QimenSender {
        Require.text(name, "name");
        Require.text(mobile, "mobile");
        Require.text(province, "province");
        Require.text(city, "city");
        Require.text(address, "address");
    }

    @Override
    public String toString() {
        return "QimenSender[" + province + "]";
    }
}
