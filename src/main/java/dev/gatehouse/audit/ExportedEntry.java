package dev.gatehouse.audit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A line of the export: the entry and its place in the chain.
 *
 * @param hash as in the head that is logged
 */
record ExportedEntry(@JsonUnwrapped EntryView entry, @Nullable Long number, @Nullable String hash) {
  static ExportedEntry of(AuditEntry entry) {
    return new ExportedEntry(EntryView.of(entry), entry.number(), entry.seal());
  }
}
