package dev.gatehouse.products;

/** How products come in and go out in bulk. */
enum TransferFormat {
  CSV("text/csv"),
  NDJSON("application/x-ndjson");

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
