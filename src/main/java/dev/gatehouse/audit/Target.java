package dev.gatehouse.audit;

/** What a deed was done to, written {@code type:id}. */
public record Target(String type, String id) {
  /** The type whose deletion erases what the trail keeps of it. */
  static final String USER = "user";

  public static Target user(long id) {
    return new Target(USER, Long.toString(id));
  }

  public static Target of(String type, long id) {
    return new Target(type, Long.toString(id));
  }
}
