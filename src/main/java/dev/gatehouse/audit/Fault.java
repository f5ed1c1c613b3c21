package dev.gatehouse.audit;

/** The first thing that is wrong with the trail, in words for the operator. */
public record Fault(String message) {
  static Fault changed(Entry entry) {
    return new Fault(name(entry) + " was changed");
  }

  static Fault changedOrSlippedIn(Entry entry) {
    return new Fault(name(entry) + " was changed or slipped in");
  }

  static Fault slippedIn(Entry entry) {
    return new Fault(name(entry) + " was slipped in");
  }

  static Fault removed(long number) {
    return new Fault("entry number " + number + " was removed");
  }

  private static String name(Entry entry) {
    return entry.number() == null
        ? "the entry with id " + entry.id()
        : "entry number " + entry.number() + " (id " + entry.id() + ")";
  }
}
