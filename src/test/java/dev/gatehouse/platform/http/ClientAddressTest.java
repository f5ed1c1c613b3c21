package dev.gatehouse.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gatehouse.platform.security.Network;
import dev.gatehouse.testing.SettableClock;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ClientAddressTest {
  private static final List<String> PROXIES = List.of("10.0.0.0/8", "192.168.1.7", "fd00::/8");

  @Test
  void withoutTrustedProxiesThePeerIsTheClient() {
    assertThat(client(List.of(), "10.0.0.1", "203.0.113.9")).isEqualTo("10.0.0.1");
  }

  @Test
  void anUntrustedPeerIsTheClientWhateverItForwards() {
    assertThat(client(PROXIES, "203.0.113.5", "198.51.100.1")).isEqualTo("203.0.113.5");
  }

  @Test
  void theRightmostUntrustedEntryIsTheClient() {
    assertThat(client(PROXIES, "10.0.0.1", "6.6.6.6, 203.0.113.9, 10.9.9.9"))
        .isEqualTo("203.0.113.9");
    assertThat(client(PROXIES, "192.168.1.7", "203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(client(PROXIES, "192.168.1.8", "203.0.113.9")).isEqualTo("192.168.1.8");
  }

  @Test
  void severalLinesAreOneList() {
    assertThat(client(PROXIES, "10.0.0.1", "6.6.6.6", "203.0.113.9,10.2.2.2", "10.3.3.3"))
        .isEqualTo("203.0.113.9");
  }

  @Test
  void anInvalidEntryEndsTheSearchAtTheLastTrustedHop() {
    for (String bad :
        List.of(
            "unknown",
            "",
            "example.com",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.256",
            "01.2.3.4",
            "0x7f.0.0.1",
            "_hidden",
            "[::1",
            "fe80::1%eth0",
            "1.2.3.4:x",
            "127.1",
            "٣.2.3.4")) {
      assertThat(client(PROXIES, "10.0.0.1", "6.6.6.6, " + bad + ", 10.4.4.4"))
          .as(bad)
          .isEqualTo("10.4.4.4");
    }
  }

  @Test
  void theFarthestProxyIsTheClientIfThereIsNoOther() {
    assertThat(client(PROXIES, "10.0.0.1", "10.1.1.1, 10.2.2.2")).isEqualTo("10.1.1.1");
    assertThat(client(PROXIES, "10.0.0.1")).isEqualTo("10.0.0.1");
  }

  @Test
  void addressesAreReadInTheFormsThatProxiesWrite() {
    assertThat(client(PROXIES, "10.0.0.1", "203.0.113.9:4711")).isEqualTo("203.0.113.9");
    assertThat(client(PROXIES, "10.0.0.1", "::ffff:203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(client(PROXIES, "10.0.0.1", "[2001:db8::1]:4711")).isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(client(PROXIES, "fd12::1", "[2001:db8::2]")).isEqualTo("2001:db8:0:0:0:0:0:2");
    assertThat(client(PROXIES, "10.0.0.1", "203.0.113.9, ::ffff:10.0.0.2"))
        .isEqualTo("203.0.113.9");
  }

  @Test
  void aNetworkIsACidrOrAnAddress() {
    for (String bad :
        List.of(
            "",
            "10.0.0.0/33",
            "10.0.0.0/",
            "10.0.0/8",
            "proxy",
            "::/129",
            "10.0.0.0/-1",
            "10.0.0.0/8/8")) {
      assertThat(Network.parse(bad)).as(bad).isEmpty();
    }
    assertThat(contains("0.0.0.0/0", "8.8.8.8")).isTrue();
    assertThat(contains("0.0.0.0/0", "200.8.8.8")).isTrue();
    assertThat(contains("::/0", "8.8.8.8")).isFalse();
    assertThat(contains("10.1.128.0/17", "10.1.127.1")).isFalse();
    assertThat(contains("10.1.128.0/17", "10.1.128.1")).isTrue();
    assertThat(contains("200.0.0.1/7", "201.255.0.1")).isTrue();
    assertThat(contains("200.0.0.0/7", "72.0.0.1")).isFalse();
    assertThat(contains("2001:db8::/33", "2001:db8:7fff::1")).isTrue();
    assertThat(contains("2001:db8::/33", "2001:db8:8000::1")).isFalse();
  }

  @Test
  void aMappedNetworkIsAnIpv4Network() {
    assertThat(contains("::ffff:10.0.0.0/104", "10.200.0.1")).isTrue();
    assertThat(contains("::ffff:10.0.0.0/104", "11.0.0.1")).isFalse();
    assertThat(contains("10.0.0.0/8", "::ffff:10.0.0.1")).isTrue();
    assertThat(Network.parse("::ffff:10.0.0.0/95")).isEmpty();
  }

  private static boolean contains(String network, String address) {
    return Network.parse(network).orElseThrow().contains(Network.address(address).orElseThrow());
  }

  private static String client(List<String> proxies, String peer, String... forwarded) {
    HttpFields.Mutable headers = HttpFields.build();
    for (String line : forwarded) {
      headers.add("X-Forwarded-For", line);
    }
    return new ClientAddress(proxies, Clock.systemUTC(), () -> {})
        .of(new InetSocketAddress(Network.address(peer).orElseThrow(), 1), headers)
        .getHostAddress();
  }

  @Test
  void anUntrustedForwarderIsWarnedAboutOnceAMinute() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(ClientAddress.class);
    logger.addAppender(log);
    SettableClock clock = SettableClock.ofToday();
    ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8"), clock, () -> {});
    HttpFields forwarded = HttpFields.build().add("X-Forwarded-For", "192.0.2.1");
    InetSocketAddress stranger =
        new InetSocketAddress(Network.address("198.51.100.9").orElseThrow(), 1);
    InetSocketAddress proxy = new InetSocketAddress(Network.address("10.1.1.1").orElseThrow(), 1);

    addresses.of(stranger, HttpFields.EMPTY);
    addresses.of(proxy, forwarded);
    assertThat(log.list).isEmpty();
    for (int i = 0; i < 10; i++) {
      addresses.of(stranger, forwarded);
    }
    assertThat(log.list).hasSize(1);
    assertThat(log.list.get(0).getLevel()).isEqualTo(Level.WARN);
    assertThat(log.list.get(0).getKeyValuePairs().toString()).contains("198.51.100.9");
    clock.advance(Duration.ofMinutes(1));
    addresses.of(stranger, forwarded);
    assertThat(log.list).hasSize(2);
    logger.detachAppender(log);
  }
}
