package dev.gatehouse.audit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A line of the export: the entry and its position in the chain.
 *
 * @param hash the same as in the logged head
 */
record ExportedEntry(@JsonUnwrapped EntryView entry, @Nullable Long number, @Nullable String hash) {
  static ExportedEntry of(AuditEntry entry) {
    return new ExportedEntry(EntryView.of(entry), entry.number(), entry.seal());
  }
}
