package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The client of docs/browser-apps.md in a real browser; two frames stand for two tabs. */
@Tag("browser")
class BrowserAppDrill {
  private static final String BOTH =
      "return Promise.all([0, 1, 0, 1].map(tab => frames[tab].call('/users/me')))"
          + ".then(all => all.map(answer => answer.status).join(' '), e => e.message)";

  private final HttpServer app;
  private final Service service;
  private final String root;

  BrowserAppDrill() throws IOException {
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    root = "http://127.0.0.1:" + app.getAddress().getPort();
    service = Service.start("APP_CORS_ORIGINS", root);
    String client =
        Document.of("docs/browser-apps.md").blocks("js").stream()
            .filter(block -> block.contains("function signIn"))
            .findFirst()
            .orElseThrow()
            .replace("https://api.example.com", "http://127.0.0.1:" + service.port());
    app.createContext("/tab", exchange -> show(exchange, "<script>" + client + "</script>"));
    app.createContext(
        "/", exchange -> show(exchange, "<iframe src=/tab></iframe><iframe src=/tab></iframe>"));
    app.start();
  }

  private static void show(HttpExchange exchange, String html) throws IOException {
    byte[] page = ("<!DOCTYPE html>" + html).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  @AfterEach
  void stop() {
    service.close();
    app.stop(0);
  }

  @Test
  void twoTabsShareASessionUntilOneSignsOut() {
    Person ann = service.account(Service.newEmail());
    try (Browser browser = Browser.start()) {
      browser.open(root);
      browser.await("frames[0].signIn && frames[1].signIn");
      assertThat(signIn(browser, ann, "a wrong horse")).isEqualTo("bad_credentials");
      assertThat(signIn(browser, ann, Person.PASSWORD)).isEqualTo("signed in");
      assertThat(browser.run(BOTH).asText()).isEqualTo("200 200 200 200");

      for (int round = 0; round < 3; round++) {
        service.clock().advance(Duration.ofMinutes(20));
        browser.run("frames[" + round % 2 + "].eval('access.ends = 0')");
        assertThat(browser.run(BOTH).asText()).isEqualTo("200 200 200 200");
      }
      browser.run("frames[0].eval('access.token = \"made.up.token\"')");
      assertThat(browser.run(BOTH).asText()).isEqualTo("200 200 200 200");

      browser.run("return frames[0].signOut()");
      assertThat(browser.run("return localStorage.getItem('refresh_token')").isNull()).isTrue();
      browser.await("frames[1].eval('access === null')");
      assertThat(browser.run("return frames[1].call('/users/me').catch(e => e.message)").asText())
          .isEqualTo("signed out");
    }
    assertThat(
            TestDatabase.texts(
                service.database(),
                "select action from audit_entry where action like 'session.%' order by id"))
        .containsExactly("session.created", "session.ended");
  }

  private static String signIn(Browser browser, Person person, String password) {
    String call = "frames[0].signIn('%s', '%s')".formatted(person.email(), password);
    return browser.run("return " + call + ".then(() => 'signed in', e => e.code)").asText();
  }
}
