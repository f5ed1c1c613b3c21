package dev.gatehouse.products;

import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import java.util.List;

/**
 * The result of an import. Each row counts once.
 *
 * @param errors the first errors
 * @param warnings the first warnings about rows that went in
 * @param ignoredColumns foreign columns that were passed over
 */
record ImportResult(
    @About("Of `product.import`: how many rows became products.") @Example("2") long created,
    @About("Of `product.import`: how many rows changed a product.") @Example("0") long updated,
    @About("Of `product.import`: how many rows are not valid.") @Example("0") long failed,
    @About("Of `product.import`: why the first failed rows failed.") List<RowError> errors,
    @About("Of `product.import`: what is doubtful about the first such rows that went in.")
        List<RowError> warnings,
    @About("Of `product.import`: the foreign columns that `unknown=ignore` passed over.")
        List<String> ignoredColumns) {}
