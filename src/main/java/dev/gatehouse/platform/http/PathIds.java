package dev.gatehouse.platform.http;

/**
 * The path parameter that every template with an id has to use, so that what cannot be an id is no
 * route: else {@code DELETE /users/me} would be routed to {@code DELETE /users/{id}}.
 */
public final class PathIds {
  /** Such as in {@code @Path(PathIds.ID + "/stock")}. */
  public static final String ID = "{id: [1-9][0-9]{0,18}}";

  private PathIds() {}
}
