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
 * @param unfinishedBodiesPerAddress how many a client address may have, 0 for any number
 * @param bodyBytes what the bodies of all requests may take together
 */
public record EdgeSettings(
    int port,
    String adminHost,
    int adminPort,
    List<String> corsOrigins,
    List<String> trustedProxies,
    Duration requestTimeout,
    Duration keepAlive,
    Duration drain,
    int unfinishedBodiesPerAddress,
    long bodyBytes) {
  public EdgeSettings {
    corsOrigins = List.copyOf(corsOrigins);
    trustedProxies = List.copyOf(trustedProxies);
  }
}
