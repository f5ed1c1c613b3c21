package dev.gatehouse.products;

import java.util.List;

/**
 * What has become of the rows of an import, each of which counts once.
 *
 * @param errors the first ones
 */
record ImportResult(long created, long updated, long failed, List<RowError> errors) {}
