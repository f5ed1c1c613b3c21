package dev.gatehouse.products;

import dev.gatehouse.platform.csv.Rows;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rows of an upload as products. */
interface ProductRows {
  /** The next row; empty at the end. */
  Optional<ProductRow> next() throws IOException;

  /** Foreign columns of the rows so far that were passed over. */
  List<String> ignored();

  /** The underlying rows. */
  Rows source();
}
