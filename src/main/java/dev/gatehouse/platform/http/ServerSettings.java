package dev.gatehouse.platform.http;

import java.time.Duration;
import java.util.List;

/**
 * What the outer layer is told by the configuration.
 *
 * @param corsOrigins the origins that may read answers, as browsers write them
 * @param corsHeaders the request headers that these may send beyond the usual ones
 * @param trustedProxies networks whose X-Forwarded-For is believed, as CIDR or single address
 * @param requestTimeout silence at most inside a request
 * @param keepAlive silence at most between requests
 * @param drain how long connections are still accepted after SIGTERM
 * @param unfinishedBodiesPerAddress how many a client address may have, 0 for any number
 * @param bodyBytes what the bodies of all requests may take together
 * @param logsProbes whether probes are logged though all is well
 */
public record ServerSettings(
    int port,
    String adminHost,
    int adminPort,
    List<String> corsOrigins,
    List<String> corsHeaders,
    List<String> trustedProxies,
    Duration requestTimeout,
    Duration keepAlive,
    Duration drain,
    int unfinishedBodiesPerAddress,
    long bodyBytes,
    boolean logsProbes) {
  public ServerSettings {
    corsOrigins = List.copyOf(corsOrigins);
    corsHeaders = List.copyOf(corsHeaders);
    trustedProxies = List.copyOf(trustedProxies);
  }
}
