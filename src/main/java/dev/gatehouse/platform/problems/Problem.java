package dev.gatehouse.platform.problems;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error response (RFC 9457), whatever layer it comes from.
 *
 * @param title the status in words (RFC 9110, section 15)
 * @param error one sentence for people
 * @param code the stable code for programs
 * @param detail how to fix it
 * @param errors the invalid fields
 * @param members added by the code
 */
@JsonPropertyOrder({"type", "title", "status", "error", "code", "request_id", "detail", "errors"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String error,
    String code,
    @JsonProperty("request_id") String requestId,
    @Nullable String detail,
    List<FieldError> errors,
    @JsonIgnore Map<String, Object> members) {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonMapper MAPPER = new JsonMapper();

  public static Problem of(Failure failure, String requestId) {
    ProblemCode code = failure.code();
    int status = statusOf(code.kind());
    return new Problem(
        "about:blank",
        titleOf(status),
        status,
        code.error(),
        code.code(),
        requestId,
        failure.detail(),
        failure.errors(),
        failure.members());
  }

  @JsonAnyGetter
  Map<String, Object> further() {
    return members;
  }

  public byte[] toJson() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The HTTP status of a kind of failure. */
  public static int statusOf(FailureKind failureKind) {
    return switch (failureKind) {
      case MALFORMED -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case NOT_ACCEPTABLE -> 406;
      case TIMEOUT -> 408;
      case CONFLICT -> 409;
      case STALE -> 412;
      case TOO_LARGE -> 413;
      case UNSUPPORTED -> 415;
      case INVALID -> 422;
      case LIMITED -> 429;
      case INTERNAL -> 500;
      case UNAVAILABLE -> 503;
    };
  }

  /** The reason phrase of a status. */
  public static String titleOf(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 417 -> "Expectation Failed";
      case 422 -> "Unprocessable Content";
      case 426 -> "Upgrade Required";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      case 505 -> "HTTP Version Not Supported";
      default -> "Error";
    };
  }

  /** A copy with another status, for the server's own errors such as 414 and 431. */
  public Problem withStatus(int other) {
    return new Problem(
        type, titleOf(other), other, error, code, requestId, detail, errors, members);
  }
}
