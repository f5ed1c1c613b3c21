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
 * An answer of which every byte is there, so that it can be kept and given once more. A guard may
 * give one whatever its method returns. Immutable as long as nobody writes to the body.
 */
public final class BufferedResponse {
  private static final int NO_CONTENT = 204;

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * An answer from its parts.
   *
   * @param headers all that are the answer's own, but for the body's length
   */
  public BufferedResponse(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    this.body = body;
  }

  /** What a resource method returned: a record, a {@code Response} of one, or nothing. */
  public static BufferedResponse of(@Nullable Object returned) {
    if (returned instanceof Response response) {
      return of(response, response.getEntity());
    }
    return returned == null
        ? new BufferedResponse(NO_CONTENT, Map.of(), new byte[0])
        : of(Response.ok().build(), returned);
  }

  /** The problem document for what was thrown at the request of that id. */
  public static BufferedResponse of(Failure failure, String requestId) {
    Response problem = ProblemMapper.answerTo(failure, requestId).build();
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
    if (entity instanceof Record answer) {
      try {
        return ApiJson.MAPPER.writeValueAsBytes(answer);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("An answer that is no JSON", e);
      }
    }
    throw new IllegalStateException("An answer that is no record: " + entity.getClass());
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

  /** The same answer with one more header. */
  public BufferedResponse with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new BufferedResponse(status, more, body);
  }

  public Response toResponse() {
    Response.ResponseBuilder answer = Response.status(status);
    headers.forEach(answer::header);
    if (status != NO_CONTENT) {
      answer.header(HttpHeaders.CONTENT_LENGTH, body.length);
    }
    return body.length == 0 ? answer.build() : answer.entity(body).build();
  }
}
