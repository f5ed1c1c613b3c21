package dev.gatehouse.platform.binding;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Formats times as RFC 3339 in UTC with six fraction digits, so that they also sort as text. */
public final class UtcTime {
  private static final int SECONDS_A_DAY = 86_400;

  private UtcTime() {}

  /** Formats as {@code 2026-01-31T09:00:00.123456Z}, truncating nanoseconds. */
  public static String format(Instant time) {
    long day = Math.floorDiv(time.getEpochSecond(), SECONDS_A_DAY);
    int second = (int) Math.floorMod(time.getEpochSecond(), (long) SECONDS_A_DAY);
    LocalDate date = LocalDate.ofEpochDay(day);
    if (date.getYear() < 0 || date.getYear() > 9999) {
      throw new IllegalArgumentException("RFC 3339 requires a year of four digits");
    }
    byte[] text = new byte[27];
    put(text, 0, 4, date.getYear());
    text[4] = '-';
    put(text, 5, 2, date.getMonthValue());
    text[7] = '-';
    put(text, 8, 2, date.getDayOfMonth());
    text[10] = 'T';
    put(text, 11, 2, second / 3600);
    text[13] = ':';
    put(text, 14, 2, second / 60 % 60);
    text[16] = ':';
    put(text, 17, 2, second % 60);
    text[19] = '.';
    put(text, 20, 6, time.getNano() / 1000);
    text[26] = 'Z';
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Parses an RFC 3339 time with any offset, or returns empty. */
  public static Optional<Instant> parse(String text) {
    boolean complete = text.length() >= 20 && text.length() <= 35 && text.charAt(16) == ':';
    if (!complete) {
      return Optional.empty();
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      int year = time.atOffset(ZoneOffset.UTC).getYear();
      return year >= 0 && year <= 9999 ? Optional.of(time) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static void put(byte[] text, int from, int digits, int value) {
    int rest = value;
    for (int i = from + digits - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
