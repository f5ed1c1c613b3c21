package dev.gatehouse.testing;

import dev.gatehouse.keyring.KeyRing;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.RootKey;
import dev.gatehouse.platform.security.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Secrets and keys for tests. */
public final class TestSecrets {
  /** The secret of a service under test. */
  public static final String DEFAULT = "a secret of the tests, long enough to sign";

  private TestSecrets() {}

  public static Secrets secrets(String current) {
    return new Secrets(new SecretString(current), Optional.empty());
  }

  /** The same while the secret is being changed. */
  public static Secrets secrets(String current, String previous) {
    return new Secrets(new SecretString(current), Optional.of(new SecretString(previous)));
  }

  /** The keys of a ring with one key, always the same for the same text. */
  public static DerivedKeys keys(String root) {
    return new DerivedKeys(List.of(RootKey.of(new SecretString(root))));
  }

  /** The keys of a ring with an older key, too. */
  public static DerivedKeys keys(String root, String older) {
    return new DerivedKeys(
        List.of(RootKey.of(new SecretString(root)), RootKey.of(new SecretString(older))));
  }

  /** The keys of a service under test. */
  public static DerivedKeys keysOf(DatabaseUrl url) {
    return keysOf(url, DEFAULT);
  }

  /** The keys of a service under test with that secret. */
  public static DerivedKeys keysOf(DatabaseUrl url, String secret) {
    Database database = Database.open(url, new DatabaseConfig(null, 1, 0));
    try {
      DerivedKeys keys = KeyRing.open(database, secrets(secret), SettableClock.ofToday()).keys();
      // these never change
      keys.keepFresh(Duration.ofDays(1), () -> {}, System.nanoTime());
      return keys;
    } finally {
      database.stop();
    }
  }
}
