package dev.gatehouse.platform.problems;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one exception by which services refuse. It says why in a {@link ProblemCode} and knows
 * nothing of HTTP. It is an expected outcome, so it carries no stack trace.
 */
public final class Failure extends RuntimeException {
  private static final int LONGEST_DETAIL = 1000;

  private final ProblemCode code;
  private final @Nullable String detail;
  private final List<FieldError> errors;
  private final Map<String, Object> members;
  private final @Nullable Duration retryAfter;
  private final @Nullable LimitReached exhausted;

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
    this.detail = detail == null ? null : SafeText.of(detail, LONGEST_DETAIL);
    this.errors = List.copyOf(errors);
    this.members = Map.copyOf(members);
    this.retryAfter = retryAfter;
    this.exhausted = exhausted;
  }

  public static Failure of(ProblemCode code) {
    return new Failure(code, null, List.of(), Map.of(), null, null, null);
  }

  /** A failure with a sentence on how to put it right. */
  public static Failure of(ProblemCode code, String detail) {
    return new Failure(code, detail, List.of(), Map.of(), null, null, null);
  }

  /** A 422 that names the fields. */
  public static Failure invalid(List<FieldError> errors) {
    return new Failure(CommonCode.VALIDATION, null, errors, Map.of(), null, null, null);
  }

  /** A 422 that names one field. */
  public static Failure invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  public static Failure notFound() {
    return of(CommonCode.NOT_FOUND);
  }

  /** Something that the service stands on does not answer in time; the cause is for the log. */
  public static Failure unavailable(@Nullable Throwable cause) {
    return new Failure(
        CommonCode.UNAVAILABLE, null, List.of(), Map.of(), Duration.ofSeconds(1), null, cause);
  }

  /** A limit that is reached, and how long it stays so. */
  public static Failure limited(LimitReached limit, Duration wait) {
    return new Failure(CommonCode.TOO_MANY_REQUESTS, null, List.of(), Map.of(), wait, limit, null);
  }

  /** The same failure with a further member of the problem document. */
  public Failure with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Failure(code, detail, errors, more, retryAfter, exhausted, getCause());
  }

  /** The same failure, saying when a new try makes sense (rounded up to seconds on the wire). */
  public Failure retryAfter(Duration wait) {
    return new Failure(code, detail, errors, members, wait, exhausted, getCause());
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

  /** The limit that is reached, if that is why. */
  public @Nullable LimitReached exhausted() {
    return exhausted;
  }
}
