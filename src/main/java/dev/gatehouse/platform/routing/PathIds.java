package dev.gatehouse.platform.routing;

/**
 * The path parameters that every template with an id has to use, so that what cannot be an id is no
 * route: else {@code DELETE /users/me} would be routed to {@code DELETE /users/{id}}.
 */
public final class PathIds {
  /** Such as in {@code @Path(PathIds.ID + "/stock")}. */
  public static final String ID = "{id: [1-9][0-9]{0,18}}";

  /** A session's id: a UUID in lower case. */
  public static final String SID =
      "{sid: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";

  private PathIds() {}
}
