package dev.gatehouse.audit;

/** The first error found in the trail, worded for the operator. */
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

  static Discrepancy replaced(long number) {
    return new Discrepancy("entry number " + number + " is not the one it was");
  }

  static Discrepancy checkpoint(ChainCheckpoint checkpoint) {
    return new Discrepancy("the " + checkpoint.name() + " of the chain was changed");
  }

  static Discrepancy retired(ChainHead end) {
    return new Discrepancy(
        "the anchor of the entries up to number " + end.number() + " was changed");
  }

  static Discrepancy endRemoved() {
    return new Discrepancy("the mark of the newest entry was removed");
  }

  private static String name(AuditEntry entry) {
    return entry.number() == null
        ? "the entry with id " + entry.id()
        : "entry number " + entry.number() + " (id " + entry.id() + ")";
  }
}
