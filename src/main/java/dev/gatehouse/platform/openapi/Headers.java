package dev.gatehouse.platform.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of answers that a client may want to read: a component for each that is in use. */
final class Headers {
  static final String REQUEST_ID = "X-Request-ID";
  static final String REPLAYED = "Idempotency-Replayed";
  static final String ETAG = "ETag";
  static final String RETRY_AFTER = "Retry-After";

  private static final Map<String, Kind> KINDS =
      Map.of(
          REQUEST_ID,
          text("The request's id, as it stands in the log.", "5f3c-1"),
          ETAG,
          text("The version of what is answered.", "\"p-1-1\""),
          "Location",
          text("Where to find it.", "/api/v1/products/1"),
          "Link",
          text("The next page, if there is one.", "</api/v1/users?cursor=h>; rel=\"next\""),
          "WWW-Authenticate",
          text("What to sign in with.", "Bearer"),
          "RateLimit-Policy",
          text("The limit.", "\"sign_up_per_address\";q=60;w=60"),
          "RateLimit",
          text("What is left of it.", "\"sign_up_per_address\";r=0;t=42"),
          "Content-Disposition",
          text("A name for the file.", "attachment; filename=\"products\""),
          RETRY_AFTER,
          new Kind("Seconds to wait before trying again.", "integer", 42),
          REPLAYED,
          new Kind("True if it is an earlier answer again.", "boolean", true));

  private final Components components;

  Headers(Components components) {
    this.components = components;
  }

  private record Kind(String about, String type, Object example) {}

  private static Kind text(String about, String example) {
    return new Kind(about, "string", example);
  }

  void add(ApiResponse answer, String... names) {
    Map<String, Header> headers =
        answer.getHeaders() == null ? new LinkedHashMap<>() : answer.getHeaders();
    for (String name : names) {
      define(name);
      headers.put(name, new Header().$ref("#/components/headers/" + name));
    }
    answer.setHeaders(headers);
  }

  private void define(String name) {
    Kind kind = KINDS.get(name);
    if (kind == null) {
      throw new IllegalStateException("Nothing is known of the header " + name);
    }
    components.addHeaders(
        name,
        new Header()
            .description(kind.about())
            .schema(Schemas.of(kind.type()))
            .example(kind.example()));
  }
}
