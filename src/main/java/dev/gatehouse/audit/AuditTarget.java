package dev.gatehouse.audit;

/** The object of an action, written {@code type:id}. */
public record AuditTarget(String type, String id) {
  /** Deleting a target of this type erases its personal data from the trail. */
  static final String USER = "user";

  /** The written form. */
  static final String TEXT = "[^:]+:[\\s\\S]+";

  public static AuditTarget user(long id) {
    return new AuditTarget(USER, Long.toString(id));
  }

  public static AuditTarget of(String type, long id) {
    return new AuditTarget(type, Long.toString(id));
  }

  public static AuditTarget of(String type, String id) {
    return new AuditTarget(type, id);
  }

  /** Parses {@link #TEXT}. */
  static AuditTarget parse(String text) {
    int end = text.indexOf(':');
    return new AuditTarget(text.substring(0, end), text.substring(end + 1));
  }
}
