package dev.gatehouse.testing;

import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Secrets;
import java.util.Optional;

/** Signing secrets for tests. */
public final class TestSecrets {
  /** The secret of a service under test. */
  public static final String DEFAULT = "a secret of the tests, long enough to sign";

  private TestSecrets() {}

  public static Secrets secrets(String current) {
    return new Secrets(new SecretString(current), Optional.empty());
  }

  /** The same during a rotation. */
  public static Secrets secrets(String current, String previous) {
    return new Secrets(new SecretString(current), Optional.of(new SecretString(previous)));
  }

  public static DerivedKeys keys(String current) {
    return new DerivedKeys(secrets(current));
  }

  public static DerivedKeys keys(String current, String previous) {
    return new DerivedKeys(secrets(current, previous));
  }
}
