package dev.gatehouse.audit;

/** The first thing that is wrong with the trail, in words for the operator. */
public record Discrepancy(String message) {
  static Discrepancy changed(AuditEntry entry) {
    return new Discrepancy(name(entry) + " was changed");
  }

  static Discrepancy changedOrInserted(AuditEntry entry) {
    return new Discrepancy(name(entry) + " was changed or slipped in");
  }

  static Discrepancy inserted(AuditEntry entry) {
    return new Discrepancy(name(entry) + " was slipped in");
  }

  static Discrepancy removed(long number) {
    return new Discrepancy("entry number " + number + " was removed");
  }

  private static String name(AuditEntry entry) {
    return entry.number() == null
        ? "the entry with id " + entry.id()
        : "entry number " + entry.number() + " (id " + entry.id() + ")";
  }
}
