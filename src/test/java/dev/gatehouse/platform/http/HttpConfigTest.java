package dev.gatehouse.platform.http;

import static dev.gatehouse.testing.SettingsText.errors;
import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConfigTest {
  @Test
  void anEmptyFileGivesTheDefaults() {
    assertThat(load(HttpConfig.class))
        .isEqualTo(
            new HttpConfig(
                8080,
                8081,
                "127.0.0.1",
                "http://localhost:8080",
                List.of(),
                List.of(),
                List.of(),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                256,
                false,
                false));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            load(
                HttpConfig.class,
                "port: 80",
                "admin_port: 81",
                "admin_host: 0.0.0.0",
                "public_url: https://shop.example.com/api",
                "cors_origins: https://a.example, http://localhost:3000",
                "cors_headers: X-Tenant, X-Shop-Trace",
                "trusted_proxies: [10.0.0.0/8, 'fd00::/8', '::ffff:192.0.2.0/120']",
                "request_timeout: 2m",
                "keep_alive: 100ms",
                "drain: 0s",
                "unfinished_bodies_per_address: 0",
                "log_probes: on",
                "cookie_sessions: on"))
        .isEqualTo(
            new HttpConfig(
                80,
                81,
                "0.0.0.0",
                "https://shop.example.com/api",
                List.of("https://a.example", "http://localhost:3000"),
                List.of("X-Tenant", "X-Shop-Trace"),
                List.of("10.0.0.0/8", "fd00::/8", "::ffff:192.0.2.0/120"),
                Duration.ofMinutes(2),
                Duration.ofMillis(100),
                Duration.ZERO,
                0,
                true,
                true));
  }

  @Test
  void originsAreNormalisedAsBrowsersSendThem() {
    assertThat(
            load(
                    HttpConfig.class,
                    "cors_origins: '[\"HTTPS://App.Example:443\", \"http://b.example:80\","
                        + " \"http://c.example:443\"]'")
                .corsOrigins())
        .containsExactly("https://app.example", "http://b.example", "http://c.example:443");
  }

  @Test
  void eachBadNumberIsNamed() {
    assertThat(
            errors(
                HttpConfig.class,
                "port: 65536",
                "admin_port: -1",
                "drain: 21s",
                "unfinished_bodies_per_address: -1"))
        .containsExactly(
            "admin_port: must be 0 to 65535",
            "drain: must be 0s to 20s",
            "port: must be 0 to 65535",
            "unfinished_bodies_per_address: must be 0 to 100000");
    assertThat(errors(HttpConfig.class, "keep_alive: 0s", "request_timeout: 2h"))
        .containsExactly("keep_alive: must be 100ms to 1h", "request_timeout: must be 100ms to 1h");
    assertThat(errors(HttpConfig.class, "port: 8081"))
        .containsExactly("admin_port: must differ from port (APP_PORT)");
    assertThat(errors(HttpConfig.class, "admin_host: a b"))
        .containsExactly("admin_host: must be a host name or an IP address");
  }

  @Test
  void eachBadPublicUrlIsNamed() {
    for (String url :
        List.of(
            "shop.example.com",
            "ftp://shop.example.com",
            "https://shop.example.com/",
            "https://shop.example.com?a=b",
            "'https://shop.example.com#a'",
            "https://me:you@shop.example.com",
            "https://shop.example.com:99999",
            "https://")) {
      assertThat(errors(HttpConfig.class, "public_url: " + url))
          .as(url)
          .singleElement()
          .asString()
          .startsWith("public_url: must be an absolute http or https URL");
    }
  }

  @Test
  void eachBadOriginIsNamedByItsPosition() {
    for (String origin :
        List.of(
            "*",
            "null",
            "not an origin",
            "https://a.example/",
            "https://a.example/path",
            "https://a.example?q",
            "https://*.example",
            "https://a.example:0",
            "https://a.example:70000",
            "https://me@a.example",
            "a.example")) {
      assertThat(errors(HttpConfig.class, "cors_origins: ['https://ok.example', '" + origin + "']"))
          .as(origin)
          .singleElement()
          .asString()
          .startsWith("cors_origins: must hold origins")
          .endsWith("entry 2 is not one");
    }
  }

  @Test
  void eachBadHeaderNameIsNamedByItsPosition() {
    for (String name : List.of("*", "X Tenant", "X-Tenant:", "Größe", "a\"b", "x".repeat(101))) {
      assertThat(errors(HttpConfig.class, "cors_headers: ['X-Ok', '" + name + "']"))
          .as(name)
          .singleElement()
          .asString()
          .startsWith("cors_headers: must hold names of request headers")
          .endsWith("entry 2 is not one");
    }
  }

  @Test
  void cookiesNeedAUrlWhereBrowsersKeepThem() {
    for (String url : List.of("https://shop.example.com", "http://localhost:8080")) {
      assertThat(errors(HttpConfig.class, "public_url: " + url, "cookie_sessions: on")).isEmpty();
    }
    assertThat(
            errors(HttpConfig.class, "public_url: http://shop.example.com", "cookie_sessions: on"))
        .singleElement()
        .asString()
        .startsWith("cookie_sessions: needs a public_url");
  }

  @Test
  void logProbesIsABoolean() {
    assertThat(errors(HttpConfig.class, "log_probes: perhaps"))
        .singleElement()
        .asString()
        .startsWith("log_probes: ");
  }

  @Test
  void eachBadNetworkIsNamedByItsPosition() {
    for (String network :
        List.of(
            "10.0.0.0/33",
            "fd00::/129",
            "proxy.example",
            "10.0.0.0/",
            "10.0.0/8",
            "10.0.0.0/-1",
            "10.0.0.1:80",
            "fe80::1%1")) {
      assertThat(errors(HttpConfig.class, "trusted_proxies: ['::1', '" + network + "']"))
          .as(network)
          .singleElement()
          .asString()
          .startsWith("trusted_proxies: must hold IP addresses and networks")
          .endsWith("entry 2 is not one");
    }
  }
}
