package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.http.BasicAuthorization;
import dev.gatehouse.platform.logging.OutOfMemory;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.problems.FailureKind;
import dev.gatehouse.platform.problems.LimitReached;
import dev.gatehouse.platform.problems.OAuthError;
import dev.gatehouse.platform.problems.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Turns every exception in Jersey into a problem document. Thread-safe. */
final class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
  private static final MediaType PROBLEM = MediaType.valueOf(Problem.MEDIA_TYPE);

  private static final String BEARER = "Bearer";
  private static final String BAD_TOKEN = "Bearer error=\"invalid_token\"";
  private static final String BASIC = "Basic realm=\"clients\"";

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
    if (thrown instanceof InterceptedResponse intercepted) {
      return intercepted.response().toResponse();
    }
    RequestContext context = current.get();
    Failure failure = failureOf(thrown);
    Optional<OAuthError> error =
        context.hasOAuthErrors() ? OAuthError.of(failure) : Optional.empty();
    if (error.isPresent()) {
      return responseTo(context, error.get());
    }
    Response.ResponseBuilder response = responseTo(failure, context.info().requestId());
    if (thrown instanceof WebApplicationException exception) {
      String allow = exception.getResponse().getHeaderString(HttpHeaders.ALLOW);
      if (allow != null) {
        // Jersey supports HEAD wherever it supports GET, but Allow does not say so
        boolean lacksHead = allow.contains("GET") && !allow.contains("HEAD");
        response.header(HttpHeaders.ALLOW, lacksHead ? allow + ",HEAD" : allow);
      }
    }
    return response.build();
  }

  private static Response responseTo(RequestContext context, OAuthError error) {
    byte[] json = error.toJson();
    Response.ResponseBuilder response =
        Response.status(error.status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .header(HttpHeaders.CONTENT_LENGTH, json.length)
            .entity(json);
    if (error.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
      boolean badToken = error.error().equals(OAuthError.INVALID_TOKEN);
      boolean triedBasic =
          BasicAuthorization.isMeant(context.request().getHeader(HttpHeaders.AUTHORIZATION));
      response.header(
          HttpHeaders.WWW_AUTHENTICATE, badToken ? BAD_TOKEN : triedBasic ? BASIC : BEARER);
    }
    return response.build();
  }

  static Response.ResponseBuilder responseTo(Failure failure, String requestId) {
    Problem problem = Problem.of(failure, requestId);
    byte[] json = problem.toJson();
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type(PROBLEM)
            .header(HttpHeaders.CONTENT_LENGTH, json.length)
            .entity(json);
    if (failure.code().kind() == FailureKind.UNAUTHENTICATED) {
      boolean badToken = failure.code() == CommonCode.INVALID_TOKEN;
      response.header(HttpHeaders.WWW_AUTHENTICATE, badToken ? BAD_TOKEN : BEARER);
    }
    if (failure.code() == CommonCode.INSUFFICIENT_SCOPE) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
    }
    Duration wait = failure.retryAfter();
    if (wait != null) {
      response.header(HttpHeaders.RETRY_AFTER, secondsOf(wait));
    }
    LimitReached limit = failure.limit();
    if (limit != null && wait != null) {
      String name = '"' + limit.name() + '"';
      response.header(
          "RateLimit-Policy", name + ";q=" + limit.quota() + ";w=" + limit.window().toSeconds());
      response.header("RateLimit", name + ";r=0;t=" + secondsOf(wait));
    }
    return response;
  }

  private Failure failureOf(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure failure) {
        return failure;
      }
      if (isUnavailable.test(cause)) {
        LOG.atLevel(isLogged.test(cause) ? Level.DEBUG : Level.WARN)
            .log("A dependency of the request is unavailable: {}", cause.toString());
        return Failure.unavailable(cause);
      }
      CommonCode code =
          cause instanceof WebApplicationException exception ? codeOf(exception) : null;
      if (code != null) {
        return Failure.of(code);
      }
    }
    LOG.error("The request failed", thrown);
    return Failure.of(CommonCode.INTERNAL);
  }

  private static @Nullable CommonCode codeOf(WebApplicationException exception) {
    return switch (exception.getResponse().getStatus()) {
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
