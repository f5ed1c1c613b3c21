package dev.gatehouse.platform.rest;

import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.testing.TestSecrets;
import io.dropwizard.auth.AuthenticationException;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A service that has nothing but the inner HTTP layer and a resource to try it on. */
public final class JerseyServiceApplication extends Application<JerseyService.Setup> {
  record TestCaller(long id, Set<String> permissions, UUID sessionId)
      implements Caller.SignedInPerson {
    @Override
    public HeldPermissions held() {
      return new HeldPermissions(false, permissions);
    }
  }

  @Override
  public void run(JerseyService.Setup setup, Environment environment) {
    PageRequests pageRequests = new PageRequests(TestSecrets.keys(TestSecrets.DEFAULT));
    new JerseySetup(
            credentials -> callerOf(credentials.token()),
            thrown -> thrown instanceof UncheckedIOException,
            thrown -> false,
            List.of(new ClosedToUsers()),
            List.of(JerseyServiceApplication::around),
            pageRequests,
            "")
        .install(environment.jersey(), List.of(new ThingResource(setup::hold)));
  }

  /** Limits the sign-in of one user, and adds an exclamation mark to every other response. */
  private static Optional<ResourceInterceptor.Around> around(Method method) {
    if (!method.getName().equals("login")) {
      return Optional.empty();
    }
    return Optional.of(
        (request, next) -> {
          if (request.body().stream()
              .anyMatch(
                  piece -> StandardCharsets.UTF_8.decode(piece).toString().contains("limited"))) {
            throw Failure.of(CommonCode.TOO_MANY_REQUESTS).retryAfter(Duration.ofMillis(1500));
          }
          ThingResource.Said said = (ThingResource.Said) next.call();
          return new ThingResource.Said(said.text() + "!");
        });
  }

  private static Optional<Caller> callerOf(String token) throws AuthenticationException {
    return switch (token) {
      case "user" -> Optional.of(new TestCaller(7, Set.of(), new UUID(0, 7)));
      case "admin" -> Optional.of(new TestCaller(1, Set.of("things:write"), new UUID(0, 1)));
      case "away" -> throw Failure.unavailable(null);
      case "broken" -> throw new AuthenticationException("no key");
      default -> Optional.empty();
    };
  }

  /** Lets those alone in who may write things. */
  public static final class ClosedToUsers implements AccessRule {
    @Override
    public void check(Optional<Caller> caller) {
      if (caller.filter(known -> known.may("things:write")).isEmpty()) {
        throw Failure.of(CommonCode.FORBIDDEN, "closed");
      }
    }
  }
}
