package dev.gatehouse.products;

import java.util.List;

/**
 * The result of an import. Each row counts once.
 *
 * @param errors the first errors
 */
record ImportResult(long created, long updated, long failed, List<RowError> errors) {}
