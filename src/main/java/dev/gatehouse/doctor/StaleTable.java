package dev.gatehouse.doctor;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A table whose statistics are out of date.
 *
 * @param live estimated rows
 * @param changed rows that changed since it was analyzed
 * @param analyzed when; null if never
 */
public record StaleTable(String name, long live, long changed, @Nullable LocalDate analyzed) {}
