package dev.gatehouse.platform.csv;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Recognizes files that are no text, or no plain text, by their first bytes. */
public final class FileSignature {
  /** How many bytes are looked at. */
  public static final int LENGTH = 4096;

  private FileSignature() {}

  /** Names what the file is, if it is none that has rows of text. */
  public static Optional<String> of(byte[] head) {
    String bytes = new String(head, StandardCharsets.ISO_8859_1);
    if (bytes.startsWith("PK\u0003\u0004") || bytes.startsWith("PK\u0005\u0006")) {
      return Optional.of(zip(bytes));
    }
    if (bytes.startsWith("\u001f\u008b")) {
      return Optional.of("a gzip file; send it with the header Content-Encoding: gzip");
    }
    if (bytes.startsWith("%PDF-")) {
      return Optional.of("a PDF document");
    }
    if (bytes.startsWith("\u00d0\u00cf\u0011\u00e0")) {
      return Optional.of("an old Excel workbook (xls); save it as CSV");
    }
    String text = bytes.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
    String start = text.substring(0, Math.min(text.length(), 16)).toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return Optional.of("an HTML page");
    }
    return start.startsWith("<?xml") ? Optional.of("an XML document") : Optional.empty();
  }

  /** Every office document is a zip file whose first entries tell which kind it is. */
  private static String zip(String bytes) {
    if (bytes.contains("opendocument.spreadsheet")) {
      return "an OpenDocument spreadsheet (ods); save it as CSV";
    }
    return bytes.contains("[Content_Types].xml") || bytes.contains("xl/")
        ? "an Excel workbook (xlsx); save it as CSV"
        : "a zip file; unpack it first";
  }
}
