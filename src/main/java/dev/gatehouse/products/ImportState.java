package dev.gatehouse.products;

/**
 * How far an import is.
 *
 * @param format a {@link TransferFormat}
 * @param total rows of the upload
 * @param position of the byte where the next row begins
 * @param line its physical line
 */
public record ImportState(
    String format, long total, long position, long line, long created, long updated, long failed) {
  long done() {
    return created + updated + failed;
  }

  /** The same behind a batch of which so many were new. */
  ImportState after(ProductBatch batch, int created) {
    return new ImportState(
        format,
        total,
        batch.position(),
        batch.line(),
        this.created + created,
        updated + batch.good() - created,
        failed + batch.errors().size());
  }
}
