package dev.gatehouse.platform.routing;

/**
 * Path parameters that every template with an id must use, so that no other text matches. Otherwise
 * {@code DELETE /users/me} would be routed to {@code DELETE /users/{id}}.
 */
public final class PathIds {
  /** For example {@code @Path(PathIds.ID + "/stock")}. */
  public static final String ID = "{id: [1-9][0-9]{0,18}}";

  /** The id of a session: a UUID in lower case. */
  public static final String SID =
      "{sid: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";

  /** The id of a key below the one of its owner. */
  public static final String KID = "{kid: [1-9][0-9]{0,18}}";

  private PathIds() {}
}
