package dev.gatehouse.platform.http;

import java.time.Duration;
import java.util.List;

/**
 * What the outer layer is told by the configuration.
 *
 * @param corsOrigins the origins that may read answers, as browsers write them
 * @param trustedProxies networks whose X-Forwarded-For is believed, as CIDR or single address
 * @param requestTimeout silence at most inside a request
 * @param keepAlive silence at most between requests
 * @param drain how long connections are still accepted after SIGTERM
 */
public record EdgeSettings(
    int port,
    String adminHost,
    int adminPort,
    List<String> corsOrigins,
    List<String> trustedProxies,
    Duration requestTimeout,
    Duration keepAlive,
    Duration drain) {
  public EdgeSettings {
    corsOrigins = List.copyOf(corsOrigins);
    trustedProxies = List.copyOf(trustedProxies);
  }
}
