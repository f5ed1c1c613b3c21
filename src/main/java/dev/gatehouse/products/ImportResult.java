package dev.gatehouse.products;

import java.util.List;

/**
 * The result of an import. Each row counts once.
 *
 * @param errors the first errors
 * @param warnings the first warnings about rows that went in
 * @param ignoredColumns foreign columns that were passed over
 */
record ImportResult(
    long created,
    long updated,
    long failed,
    List<RowError> errors,
    List<RowError> warnings,
    List<String> ignoredColumns) {}
