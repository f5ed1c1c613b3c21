package dev.gatehouse.platform.problems;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The only exception by which services refuse a request. Its {@link ProblemCode} says why; it knows
 * nothing of HTTP. It has no stack trace, because it is an expected outcome.
 */
public final class Failure extends RuntimeException {
  private static final int MAX_DETAIL = 1000;

  private final ProblemCode code;
  private final @Nullable String detail;
  private final List<FieldError> errors;
  private final Map<String, Object> members;
  private final @Nullable Duration retryAfter;
  private final @Nullable LimitReached limit;

  private Failure(
      ProblemCode code,
      @Nullable String detail,
      List<FieldError> errors,
      Map<String, Object> members,
      @Nullable Duration retryAfter,
      @Nullable LimitReached exhausted,
      @Nullable Throwable cause) {
    super(code.code(), cause, false, false);
    this.code = code;
    this.detail = detail == null ? null : SafeText.of(detail, MAX_DETAIL);
    this.errors = List.copyOf(errors);
    this.members = Map.copyOf(members);
    this.retryAfter = retryAfter;
    this.limit = exhausted;
  }

  public static Failure of(ProblemCode code) {
    return new Failure(code, null, List.of(), Map.of(), null, null, null);
  }

  /** A failure with a sentence on how to fix it. */
  public static Failure of(ProblemCode code, String detail) {
    return new Failure(code, detail, List.of(), Map.of(), null, null, null);
  }

  /** A 422 for these fields. */
  public static Failure invalid(List<FieldError> errors) {
    return new Failure(CommonCode.VALIDATION, null, errors, Map.of(), null, null, null);
  }

  /** A 422 for one field. */
  public static Failure invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  public static Failure notFound() {
    return of(CommonCode.NOT_FOUND);
  }

  /** A dependency does not respond in time. The cause is only logged. */
  public static Failure unavailable(@Nullable Throwable cause) {
    return new Failure(
        CommonCode.UNAVAILABLE, null, List.of(), Map.of(), Duration.ofSeconds(1), null, cause);
  }

  /** A limit has been reached for this long. */
  public static Failure limited(LimitReached limit, Duration wait) {
    return new Failure(CommonCode.TOO_MANY_REQUESTS, null, List.of(), Map.of(), wait, limit, null);
  }

  /** A copy with an additional member of the problem document. */
  public Failure with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Failure(code, detail, errors, more, retryAfter, limit, getCause());
  }

  /** A copy with a sentence on how to fix it. */
  public Failure withDetail(String sentence) {
    return new Failure(code, sentence, errors, members, retryAfter, limit, getCause());
  }

  /** A copy that says when to retry, rounded up to seconds in the response. */
  public Failure retryAfter(Duration wait) {
    return new Failure(code, detail, errors, members, wait, limit, getCause());
  }

  public ProblemCode code() {
    return code;
  }

  public @Nullable String detail() {
    return detail;
  }

  public List<FieldError> errors() {
    return errors;
  }

  public Map<String, Object> members() {
    return members;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** The limit that was reached, if that is the reason. */
  public @Nullable LimitReached limit() {
    return limit;
  }
}
