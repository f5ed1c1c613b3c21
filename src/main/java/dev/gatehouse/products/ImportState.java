package dev.gatehouse.products;

import java.util.List;
import java.util.stream.Stream;

/**
 * The progress of an import.
 *
 * @param format a {@link TransferFormat}
 * @param total rows of the upload
 * @param position byte offset of the next row
 * @param line physical line of the next row
 * @param ignored foreign columns that were passed over so far
 */
public record ImportState(
    String format,
    long total,
    long position,
    long line,
    long created,
    long updated,
    long failed,
    List<String> ignored) {
  static final int MOST_IGNORED = 1000;

  long done() {
    return created + updated + failed;
  }

  /** The state after a batch that created {@code created} products. */
  ImportState after(ProductBatch batch, CompletedBatch written, int created) {
    return new ImportState(
        format,
        total,
        batch.position(),
        batch.line(),
        this.created + created,
        updated + written.good() - created,
        failed + written.failed().size(),
        withIgnored(batch));
  }

  /** The foreign columns that were passed over, those of a batch among them. */
  List<String> withIgnored(ProductBatch batch) {
    return Stream.concat(ignored.stream(), batch.ignored().stream())
        .distinct()
        .limit(MOST_IGNORED)
        .toList();
  }
}
