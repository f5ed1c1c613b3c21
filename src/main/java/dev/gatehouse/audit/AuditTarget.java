package dev.gatehouse.audit;

/** What a deed was done to, written {@code type:id}. */
public record AuditTarget(String type, String id) {
  /** The type whose deletion erases what the trail keeps of it. */
  static final String USER = "user";

  public static AuditTarget user(long id) {
    return new AuditTarget(USER, Long.toString(id));
  }

  public static AuditTarget of(String type, long id) {
    return new AuditTarget(type, Long.toString(id));
  }
}
