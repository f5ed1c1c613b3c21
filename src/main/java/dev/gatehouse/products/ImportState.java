package dev.gatehouse.products;

/**
 * The progress of an import.
 *
 * @param format a {@link TransferFormat}
 * @param total rows of the upload
 * @param position byte offset of the next row
 * @param line physical line of the next row
 */
public record ImportState(
    String format, long total, long position, long line, long created, long updated, long failed) {
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
        failed + written.failed().size());
  }
}
