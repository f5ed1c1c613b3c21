package dev.gatehouse.platform.http;

import dev.gatehouse.platform.security.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the client's address: the peer's, or the one that trusted proxies forward. */
final class ClientAddress {
  private static final InetAddress UNKNOWN = Network.address("0.0.0.0").orElseThrow();

  private static final Logger LOG = LoggerFactory.getLogger(ClientAddress.class);
  private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);

  private final List<Network> trusted;
  private final Clock clock;
  private final Runnable untrusted;
  private final AtomicReference<Instant> nextWarning = new AtomicReference<>(Instant.MIN);

  /**
   * Finds addresses.
   *
   * @param untrusted told of each request with X-Forwarded-For from a peer that is not trusted
   */
  ClientAddress(List<String> trustedProxies, Clock clock, Runnable untrusted) {
    this.untrusted = untrusted;
    this.trusted = trustedProxies.stream().map(each -> Network.parse(each).orElseThrow()).toList();
    this.clock = clock;
  }

  InetAddress of(SocketAddress remote, HttpFields headers) {
    // a connection that is already closed has no address
    InetAddress peer =
        remote instanceof InetSocketAddress socket && socket.getAddress() != null
            ? Network.withoutScope(socket.getAddress())
            : UNKNOWN;
    if (!isTrusted(peer)) {
      if (headers.contains(HttpHeader.X_FORWARDED_FOR)) {
        untrusted.run();
        warn(peer);
      }
      return peer;
    }
    return rightmostUntrusted(peer, headers.getValuesList(HttpHeader.X_FORWARDED_FOR));
  }

  private InetAddress rightmostUntrusted(InetAddress peer, List<String> lines) {
    InetAddress hop = peer;
    for (int line = lines.size() - 1; line >= 0; line--) {
      String[] entries = lines.get(line).split(",", -1);
      for (int i = entries.length - 1; i >= 0; i--) {
        Optional<InetAddress> next = Network.address(entries[i].strip());
        if (next.isEmpty()) {
          return hop;
        }
        hop = next.get();
        if (!isTrusted(hop)) {
          return hop;
        }
      }
    }
    return hop;
  }

  /** The peer is a proxy missing from the configuration, or a client that poses as one. */
  private void warn(InetAddress peer) {
    Instant now = clock.instant();
    Instant due = nextWarning.get();
    if (!now.isBefore(due) && nextWarning.compareAndSet(due, now.plus(WARNING_INTERVAL))) {
      LOG.atWarn()
          .addKeyValue("peer", peer.getHostAddress())
          .log(
              "X-Forwarded-For comes from an address that is not in APP_TRUSTED_PROXIES: if that is"
                  + " a proxy, all its clients count as one");
    }
  }

  private boolean isTrusted(InetAddress address) {
    for (Network network : trusted) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
