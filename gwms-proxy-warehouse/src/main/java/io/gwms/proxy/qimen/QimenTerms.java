package io.gwms.proxy.qimen;

import java.util.Set;

/** What was set up for one kind of warehouse; see the connector's builder. */
record QimenTerms(
        String path,
        String methodPrefix,
        QimenSender sender,
        String shopNick,
        Set<String> notFoundCodes,
        boolean quantityIncludesLocked,
        boolean zeroRowsOmitted) {}
