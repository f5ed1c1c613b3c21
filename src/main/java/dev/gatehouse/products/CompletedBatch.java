package dev.gatehouse.products;

import java.util.List;

/**
 * A batch as it is written.
 *
 * @param products one per sku
 * @param good the number of rows that they come from
 */
record CompletedBatch(
    ProductColumns products, int good, List<FailedRow> failed, List<RowError> warnings) {}
