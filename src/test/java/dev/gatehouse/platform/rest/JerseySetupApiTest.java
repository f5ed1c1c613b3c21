package dev.gatehouse.platform.rest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.routing.RestrictedBy;
import dev.gatehouse.testing.TestSecrets;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.DropwizardTestSupport;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JerseySetupApiTest {
  /** An application whose resource names an access rule that no feature has. */
  public static final class WithoutRule extends Application<JerseyService.Setup> {
    @Override
    public void run(JerseyService.Setup setup, Environment environment) {
      install(environment, new Restricted());
    }
  }

  /** An application that registers with Dropwizard's Jersey, before and after it is replaced. */
  public static final class WithUnusedParts extends Application<JerseyService.Setup> {
    @Override
    public void run(JerseyService.Setup setup, Environment environment) {
      environment.jersey().register(new Restricted());
      install(environment);
      environment.jersey().register(LateFilter.class);
      environment.jersey().property("test.late", true);
    }
  }

  /** A provider that never runs. */
  public static final class LateFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {}
  }

  /** A resource that is never called. */
  @Path("/api/v1/restricted")
  public static final class Restricted {
    @GET
    @RestrictedBy(JerseyServiceApplication.ClosedToUsers.class)
    public void restricted() {}
  }

  private static void install(Environment environment, Object... resources) {
    new JerseySetup(
            token -> Optional.empty(),
            thrown -> false,
            thrown -> false,
            List.of(),
            List.of(),
            new PageRequests(TestSecrets.keys(TestSecrets.DEFAULT)),
            "")
        .install(environment.jersey(), List.of(resources));
  }

  private static void start(Class<? extends Application<JerseyService.Setup>> application)
      throws Exception {
    DropwizardTestSupport<JerseyService.Setup> support =
        new DropwizardTestSupport<>(application, new JerseyService.Setup());
    try {
      support.before();
    } finally {
      support.after();
    }
  }

  @Test
  void registeringWithDropwizardsJerseyPreventsTheStart() {
    assertThatThrownBy(() -> start(WithUnusedParts.class))
        .hasStackTraceContaining(
            "environment.jersey() is not in use, so this has no effect: "
                + LateFilter.class.getName()
                + ", "
                + Restricted.class.getName()
                + ", test.late.")
        .hasStackTraceContaining("Feature.resources()");
  }

  @Test
  void anAccessRuleThatNoFeatureHasPreventsTheStart() {
    assertThatThrownBy(() -> start(WithoutRule.class))
        .hasStackTraceContaining("ClosedToUsers")
        .hasStackTraceContaining("Feature.accessRules()");
  }
}
