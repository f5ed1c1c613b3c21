package dev.gatehouse.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gatehouse.platform.binding.ApiJson;
import dev.gatehouse.platform.problems.Failure;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A complete response in memory, which can be stored and sent again. An interceptor may return one
 * in place of whatever the method returns. Immutable as long as nobody writes to the body.
 */
public final class BufferedResponse {
  private static final int NO_CONTENT = 204;

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * Creates a response from its parts.
   *
   * @param headers the headers that the method set, without Content-Length
   */
  public BufferedResponse(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    this.body = body;
  }

  /** The result of a resource method: a record, a {@code Response} of one, or nothing. */
  public static BufferedResponse of(@Nullable Object returned) {
    if (returned instanceof Response response) {
      return of(response, response.getEntity());
    }
    return returned == null
        ? new BufferedResponse(NO_CONTENT, Map.of(), new byte[0])
        : of(Response.ok().build(), returned);
  }

  /** The problem document of a failure. */
  public static BufferedResponse of(Failure failure, String requestId) {
    Response problem = ProblemMapper.responseTo(failure, requestId).build();
    return of(problem, problem.getEntity());
  }

  private static BufferedResponse of(Response response, @Nullable Object entity) {
    Map<String, String> headers = new LinkedHashMap<>();
    response
        .getStringHeaders()
        .forEach((name, lines) -> headers.put(name, String.join(",", lines)));
    headers.remove(HttpHeaders.CONTENT_LENGTH);
    if (entity != null) {
      headers.putIfAbsent(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
    return new BufferedResponse(response.getStatus(), headers, bytesOf(entity));
  }

  private static byte[] bytesOf(@Nullable Object entity) {
    if (entity == null) {
      return new byte[0];
    }
    if (entity instanceof byte[] bytes) {
      return bytes;
    }
    if (entity instanceof Record view) {
      try {
        return ApiJson.MAPPER.writeValueAsBytes(view);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("The response cannot be written as JSON", e);
      }
    }
    throw new IllegalStateException("A response must be a record, but is " + entity.getClass());
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }

  /** The same response with one more header. */
  public BufferedResponse with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new BufferedResponse(status, more, body);
  }

  public Response toResponse() {
    Response.ResponseBuilder response = Response.status(status);
    headers.forEach(response::header);
    if (status != NO_CONTENT) {
      response.header(HttpHeaders.CONTENT_LENGTH, body.length);
    }
    return body.length == 0 ? response.build() : response.entity(body).build();
  }
}
