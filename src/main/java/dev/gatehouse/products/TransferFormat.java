package dev.gatehouse.products;

import jakarta.ws.rs.core.MediaType;
import java.util.Locale;

/** The formats of bulk import and export. */
enum TransferFormat {
  CSV(TransferFormat.CSV_TYPE),
  NDJSON(TransferFormat.NDJSON_TYPE);

  static final String CSV_TYPE = "text/csv";

  /** The media type that some browsers give a CSV. */
  static final String CSV_TYPE_OF_MACOS = "application/csv";

  /** The media type that browsers give a CSV where Excel is installed. */
  static final String CSV_TYPE_OF_EXCEL = "application/vnd.ms-excel";

  static final String NDJSON_TYPE = "application/x-ndjson";

  private final String mediaType;

  TransferFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The format of a body that is imported. */
  static TransferFormat of(MediaType type) {
    return type.isCompatible(MediaType.valueOf(NDJSON_TYPE)) ? NDJSON : CSV;
  }

  /** The name in parameters, file names and the audit trail. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String mediaType() {
    return mediaType;
  }
}
