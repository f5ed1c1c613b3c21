package dev.gatehouse.platform.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Finds out who asks: the peer, or, past trusted proxies, whom they name. */
final class ClientAddress {
  private static final InetAddress UNKNOWN = Network.address("0.0.0.0").orElseThrow();

  private final List<Network> trusted;

  ClientAddress(List<String> trustedProxies) {
    this.trusted = trustedProxies.stream().map(Network::parse).toList();
  }

  InetAddress of(SocketAddress remote, HttpFields headers) {
    // a connection that is gone already has no address
    InetAddress peer =
        remote instanceof InetSocketAddress socket && socket.getAddress() != null
            ? Network.withoutScope(socket.getAddress())
            : UNKNOWN;
    if (trusted.isEmpty() || !isTrusted(peer)) {
      return peer;
    }
    return walk(peer, headers.getValuesList(HttpHeader.X_FORWARDED_FOR));
  }

  private InetAddress walk(InetAddress peer, List<String> lines) {
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

  private boolean isTrusted(InetAddress address) {
    for (Network network : trusted) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
