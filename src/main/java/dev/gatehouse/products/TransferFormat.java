package dev.gatehouse.products;

import java.util.Arrays;

/** The formats of bulk import and export. */
enum TransferFormat {
  CSV(TransferFormat.CSV_TYPE),
  NDJSON(TransferFormat.NDJSON_TYPE);

  static final String CSV_TYPE = "text/csv";
  static final String NDJSON_TYPE = "application/x-ndjson";

  private final String mediaType;

  TransferFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The format of a supported media type. */
  static TransferFormat of(String mediaType) {
    return Arrays.stream(values())
        .filter(format -> format.mediaType.equals(mediaType))
        .findFirst()
        .orElseThrow();
  }

  String mediaType() {
    return mediaType;
  }
}
