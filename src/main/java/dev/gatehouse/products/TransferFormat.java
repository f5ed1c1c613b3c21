package dev.gatehouse.products;

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

  String mediaType() {
    return mediaType;
  }
}
