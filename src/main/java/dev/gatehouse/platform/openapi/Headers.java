package dev.gatehouse.platform.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Response headers of interest to clients, with a component for each in use. */
final class Headers {
  static final String REQUEST_ID = "X-Request-ID";
  static final String REPLAYED = "Idempotency-Replayed";
  static final String ETAG = "ETag";
  static final String RETRY_AFTER = "Retry-After";
  static final String ALLOW = "Allow";
  static final String FILE_NAME = "Content-Disposition";

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry(REQUEST_ID, text("The id of the request, as in the log.", "5f3c-1")),
          Map.entry(ETAG, text("The version of the resource.", "\"p-1-1\"")),
          Map.entry("Location", text("The path of the resource.", "/api/v1/products/1")),
          Map.entry(
              "Link",
              text("The next page, if there is one.", "</api/v1/users?cursor=h>; rel=\"next\"")),
          Map.entry(
              ALLOW, text("The methods that the path has, with a 405.", "GET, HEAD, OPTIONS")),
          Map.entry("WWW-Authenticate", text("The authentication scheme.", "Bearer")),
          Map.entry(
              "Set-Cookie",
              text(
                  "The refresh token, if the request asks for a cookie.",
                  "__Host-gatehouse=kq1x; Secure; HttpOnly; SameSite=Strict; Path=/")),
          Map.entry("RateLimit-Policy", text("The limit.", "\"sign_up_per_address\";q=60;w=60")),
          Map.entry(
              "RateLimit", text("What is left of the limit.", "\"sign_up_per_address\";r=0;t=42")),
          Map.entry(FILE_NAME, text("The name of the file.", "attachment; filename=\"products\"")),
          Map.entry(RETRY_AFTER, new Kind("Seconds to wait before trying again.", "integer", 42)),
          Map.entry(
              REPLAYED,
              new Kind(
                  "True if this is the stored response to an earlier request.", "boolean", true)));

  private final Components components;

  Headers(Components components) {
    this.components = components;
  }

  private record Kind(String about, String type, Object example) {}

  private static Kind text(String about, String example) {
    return new Kind(about, "string", example);
  }

  void add(ApiResponse response, String... names) {
    Map<String, Header> headers =
        response.getHeaders() == null ? new LinkedHashMap<>() : response.getHeaders();
    for (String name : names) {
      define(name);
      headers.put(name, new Header().$ref("#/components/headers/" + name));
    }
    response.setHeaders(headers);
  }

  private void define(String name) {
    Kind kind = KINDS.get(name);
    if (kind == null) {
      throw new IllegalStateException("Unknown header " + name);
    }
    components.addHeaders(
        name,
        new Header()
            .description(kind.about())
            .schema(Schemas.of(kind.type()))
            .example(kind.example()));
  }
}
