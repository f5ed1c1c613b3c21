package dev.gatehouse.products;

import dev.gatehouse.platform.problems.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the rows that imports could not take, ready to be downloaded as CSV: one piece per batch,
 * so that neither a job nor a slow client holds more than that in memory. Thread-safe.
 */
final class FailedRows {
  /** From the end of the job, as long as its upload, with which they are deleted. */
  static final Duration KEPT = Duration.ofDays(1);

  private static final long HEADER = -1;

  private final FailedRowDao dao;
  private final Clock clock;

  FailedRows(FailedRowDao dao, Clock clock) {
    this.dao = dao;
    this.clock = clock;
  }

  /** Begins the file of an import. */
  void begin(long importId, FailedRowColumns columns) {
    insert(importId, HEADER, columns.header());
  }

  /**
   * Adds the rows of a batch, in the transaction of the batch.
   *
   * @param position where the batch begins in the upload
   */
  void add(long importId, long position, List<FailedRow> rows) {
    if (!rows.isEmpty()) {
      StringBuilder text = new StringBuilder();
      rows.forEach(row -> FailedRowColumns.append(text, row));
      insert(importId, position, text.toString());
    }
  }

  private void insert(long importId, long position, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    dao.insert(importId, position, PackedBytes.pack(bytes, bytes.length));
  }

  /**
   * Returns the id of the job's import.
   *
   * @throws Failure {@code not_found} if the job is no import, or its rows are no longer kept
   */
  long findImport(long jobId) {
    return dao.findImport(jobId, clock.instant().minus(KEPT))
        .filter(importId -> header(importId).isPresent())
        .orElseThrow(Failure::notFound);
  }

  /**
   * Writes the file as far as the import has come.
   *
   * @throws IllegalStateException if the rows are deleted meanwhile
   */
  void write(long importId, OutputStream out) throws IOException {
    Optional<FailedRowDao.Piece> piece = header(importId);
    while (piece.isPresent()) {
      try (InputStream text = PackedBytes.open(piece.get().bytes())) {
        text.transferTo(out);
      }
      piece = dao.next(importId, piece.get().position() + 1);
    }
    if (header(importId).isEmpty()) {
      throw new IllegalStateException("The rows were deleted during their download");
    }
  }

  private Optional<FailedRowDao.Piece> header(long importId) {
    return dao.next(importId, HEADER).filter(piece -> piece.position() == HEADER);
  }
}
