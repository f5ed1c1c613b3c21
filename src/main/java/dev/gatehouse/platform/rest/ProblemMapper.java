package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.logging.OutOfMemory;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.LimitReached;
import dev.gatehouse.platform.problems.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Turns whatever is thrown inside Jersey into the one problem document. Thread-safe. */
final class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
  private static final MediaType PROBLEM = MediaType.valueOf(Problem.MEDIA_TYPE);

  private final Supplier<RequestContext> current;
  private final Predicate<Throwable> isUnavailable;
  private final Predicate<Throwable> isLogged;

  ProblemMapper(
      Supplier<RequestContext> current,
      Predicate<Throwable> isUnavailable,
      Predicate<Throwable> isLogged) {
    this.current = current;
    this.isUnavailable = isUnavailable;
    this.isLogged = isLogged;
  }

  @Override
  public Response toResponse(Throwable thrown) {
    OutOfMemory.exitOn(thrown);
    if (thrown instanceof InterceptedResponse answered) {
      return answered.answer().toResponse();
    }
    Response.ResponseBuilder answer = answerTo(failureOf(thrown), current.get().info().requestId());
    if (thrown instanceof WebApplicationException refused) {
      String allow = refused.getResponse().getHeaderString(HttpHeaders.ALLOW);
      if (allow != null) {
        // Jersey answers HEAD wherever it answers GET, but does not say so
        boolean unsaid = allow.contains("GET") && !allow.contains("HEAD");
        answer.header(HttpHeaders.ALLOW, unsaid ? allow + ",HEAD" : allow);
      }
    }
    return answer.build();
  }

  static Response.ResponseBuilder answerTo(Failure failure, String requestId) {
    Problem problem = Problem.of(failure, requestId);
    byte[] json = problem.toJson();
    Response.ResponseBuilder answer =
        Response.status(problem.status())
            .type(PROBLEM)
            .header(HttpHeaders.CONTENT_LENGTH, json.length)
            .entity(json);
    if (failure.code().kind() == FailureKind.UNAUTHENTICATED) {
      boolean badToken = failure.code() == CommonCode.INVALID_TOKEN;
      answer.header(
          HttpHeaders.WWW_AUTHENTICATE, badToken ? "Bearer error=\"invalid_token\"" : "Bearer");
    }
    Duration wait = failure.retryAfter();
    if (wait != null) {
      answer.header(HttpHeaders.RETRY_AFTER, secondsOf(wait));
    }
    LimitReached limit = failure.limit();
    if (limit != null && wait != null) {
      String name = '"' + limit.name() + '"';
      answer.header(
          "RateLimit-Policy", name + ";q=" + limit.quota() + ";w=" + limit.window().toSeconds());
      answer.header("RateLimit", name + ";r=0;t=" + secondsOf(wait));
    }
    return answer;
  }

  private Failure failureOf(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure failure) {
        return failure;
      }
      if (isUnavailable.test(cause)) {
        LOG.atLevel(isLogged.test(cause) ? Level.DEBUG : Level.WARN)
            .log("What the request needs is not available: {}", cause.toString());
        return Failure.unavailable(cause);
      }
      CommonCode code = cause instanceof WebApplicationException refused ? codeOf(refused) : null;
      if (code != null) {
        return Failure.of(code);
      }
    }
    LOG.error("The request failed", thrown);
    return Failure.of(CommonCode.INTERNAL);
  }

  private static @Nullable CommonCode codeOf(WebApplicationException refused) {
    return switch (refused.getResponse().getStatus()) {
      case 400 -> CommonCode.BAD_REQUEST;
      case 401 -> CommonCode.UNAUTHENTICATED;
      case 404 -> CommonCode.NOT_FOUND;
      case 405 -> CommonCode.METHOD_NOT_ALLOWED;
      case 406 -> CommonCode.NOT_ACCEPTABLE;
      case 415 -> CommonCode.UNSUPPORTED_MEDIA_TYPE;
      default -> null;
    };
  }

  private static long secondsOf(Duration wait) {
    return Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
