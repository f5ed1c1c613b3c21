package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Ports;
import dev.gatehouse.testing.Service;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cookie in a real browser, on a page of the service at http://localhost. */
@Tag("browser")
class CookieSessionDrill {
  private static final String LOGIN =
      "return fetch('/api/v1/auth/login', {method: 'POST', headers: {'X-Session': 'cookie'},"
          + " body: new URLSearchParams({username: '%s', password: '%s'})})"
          + ".then(answer => answer.json()).then(tokens => '' + tokens.refresh_token)";
  private static final String REFRESH =
      "fetch('/api/v1/auth/refresh', {method: 'POST', headers: {'X-Session': 'cookie'}})"
          + ".then(answer => answer.status)";

  private final int port = Ports.free();
  private final String root = "http://localhost:" + port;
  private final Service service =
      Service.start(
          "APP_PORT", Integer.toString(port), "APP_PUBLIC_URL", root, "APP_COOKIE_SESSIONS", "on");

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void theBrowserKeepsTheTokenForAllTabsAndShowsItToNoScript() {
    Person ann = service.account(Service.newEmail());
    try (Browser browser = Browser.start()) {
      browser.open(root + "/account/reset-password");
      assertThat(browser.run(LOGIN.formatted(ann.email(), Person.PASSWORD)).asText())
          .isEqualTo("undefined");
      assertThat(browser.run("return document.cookie").asText()).isEmpty();

      // two tabs at once, after a reload
      browser.open(root + "/account/reset-password");
      assertThat(both(browser)).isEqualTo("200 200");
      for (int i = 0; i < 3; i++) {
        service.clock().advance(Duration.ofMinutes(20));
        assertThat(both(browser)).isEqualTo("200 200");
      }
    }
  }

  private static String both(Browser browser) {
    return browser
        .run("return Promise.all([" + REFRESH + ", " + REFRESH + "]).then(all => all.join(' '))")
        .asText();
  }
}
