package dev.gatehouse.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownNetworksDaoTest {
  private static final long ANN = 1;
  private static final InetAddress HOME = address(192, 0, 2, 1);
  private static final InetAddress NEXT_DOOR = address(192, 0, 2, 99);
  private static final InetAddress AWAY = address(198, 51, 100, 1);

  private final SettableClock clock = SettableClock.ofToday();
  private final Database database = TestDatabase.open();
  private final KnownNetworks networks = networks(TestSecrets.keys(TestSecrets.DEFAULT));

  @BeforeEach
  void signUp() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into app_user (id, email, full_name, is_active, is_admin,"
                        + " email_verified, search_text, search_words, created_at, updated_at)"
                        + " values (1, 'ann@people.example', 'Ann', true, false, false, '', '',"
                        + " now(), now())"));
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void theFirstNetworkIsNoNewOneAndTheNextIs() {
    assertThat(networks.remember(ANN, HOME)).isEqualTo(NetworkHistory.FIRST);
    assertThat(networks.remember(ANN, NEXT_DOOR)).isEqualTo(NetworkHistory.KNOWN);
    assertThat(networks.remember(ANN, AWAY)).isEqualTo(NetworkHistory.NEW);
    assertThat(networks.remember(ANN, AWAY)).isEqualTo(NetworkHistory.KNOWN);
  }

  @Test
  void aNetworkIsForgottenAfterAMonthWithoutASignIn() {
    networks.remember(ANN, HOME);
    networks.remember(ANN, AWAY);
    clock.advance(Duration.ofDays(20));
    assertThat(networks.remember(ANN, HOME)).isEqualTo(NetworkHistory.KNOWN);
    clock.advance(Duration.ofDays(20));

    assertThat(networks.remember(ANN, AWAY)).isEqualTo(NetworkHistory.NEW);
    assertThat(networks.remember(ANN, HOME)).isEqualTo(NetworkHistory.KNOWN);
  }

  @Test
  void aNetworkOutlivesAChangeOfTheSecret() {
    networks.remember(ANN, HOME);

    KnownNetworks changed =
        networks(TestSecrets.keys("another secret, long enough to sign with", TestSecrets.DEFAULT));

    assertThat(changed.isKnown(Optional.of(ANN), HOME)).isTrue();
    assertThat(changed.remember(ANN, HOME)).isEqualTo(NetworkHistory.KNOWN);
  }

  private KnownNetworks networks(DerivedKeys keys) {
    return new KnownNetworks(database.dao(KnownNetworkDao.class), keys, clock);
  }

  private static InetAddress address(int... parts) {
    byte[] bytes = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = (byte) parts[i];
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
