package dev.gatehouse.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ClientNetworkTest {
  @Test
  void anIpv4AddressIsOneAndItsNetworkHas256() {
    assertThat(address("192.0.2.1")).isNotEqualTo(address("192.0.2.2"));
    assertThat(network("192.0.2.1")).isEqualTo(network("192.0.2.255"));
    assertThat(network("192.0.2.1")).isNotEqualTo(network("192.0.3.1"));
  }

  @Test
  void anIpv6HostHasA64ForAddressAndNetwork() {
    assertThat(address("2001:db8:1:2::1")).isEqualTo(address("2001:db8:1:2:ffff:ffff:ffff:ffff"));
    assertThat(address("2001:db8:1:2::1")).isNotEqualTo(address("2001:db8:1:3::1"));
    assertThat(network("2001:db8:1:2::1")).isEqualTo(address("2001:db8:1:2::1"));
  }

  private static String address(String literal) {
    return ClientNetwork.address(parse(literal));
  }

  private static String network(String literal) {
    return ClientNetwork.network(parse(literal));
  }

  private static InetAddress parse(String literal) {
    return InetAddresses.forString(literal);
  }
}
