package io.gwms.platform.takealot;

import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;

/** Reads orders of consumers through one of the two APIs. */
interface SaleReads {
    /** The orders of a window, page by page. */
    Outcome<OrderPage> window(FetchOrders request);

    /** The orders of those numbers; what is no number of Takealot's is not found. */
    Outcome<OrderPage> numbers(LookUpOrders request);

    /** Which orders there are, without their content. */
    Outcome<OrderListing> census(ListOrders request);
}
