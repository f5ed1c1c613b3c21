package dev.gatehouse.tokens;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.security.DerivedKeys;
import java.util.Optional;

/** Checks that the configured secret is the one that the database was set up with. */
public final class SecretCheck {
  private static final String LABEL = "secret-check";

  private final SecretCheckDao dao;
  private final DerivedKeys keys;
  private final String source;

  /**
   * Creates a check for a database.
   *
   * @param source the source of the secret
   */
  SecretCheck(SecretCheckDao dao, DerivedKeys keys, String source) {
    this.dao = dao;
    this.keys = keys;
    this.source = source;
  }

  /**
   * Remembers the secret in an empty database; in a used one, requires the remembered secret.
   *
   * @throws OperatorException if neither the secret nor the previous one matches
   */
  public void requireMatch() {
    Optional<byte[]> stored = dao.find();
    if (stored.isEmpty()) {
      dao.insert(keys.key(LABEL));
      stored = dao.find();
    }
    byte[] digest = stored.orElseThrow();
    boolean fits =
        keys.keysToRead(LABEL).stream()
            .anyMatch(key -> java.security.MessageDigest.isEqual(key, digest));
    if (!fits) {
      throw new OperatorException(
          "The secret in %s does not fit what this database stores: it was set up with another secret. Start with that one, or name it in APP_JWT_SECRET_PREVIOUS beside the new one."
              .formatted(source));
    }
  }
}
