package dev.gatehouse.tokens;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.security.DerivedKeys;
import java.util.Optional;

/** Holds the configured secret against the one that made what the database stores. */
public final class SecretCheck {
  private static final String LABEL = "secret-check";

  private final SecretCheckDao dao;
  private final DerivedKeys keys;
  private final String source;

  /**
   * A check of one database.
   *
   * @param source where the secret comes from
   */
  SecretCheck(SecretCheckDao dao, DerivedKeys keys, String source) {
    this.dao = dao;
    this.keys = keys;
    this.source = source;
  }

  /**
   * Remembers the secret of an empty database, and refuses one that does not fit a used one.
   *
   * @throws OperatorException if neither the secret nor the previous one fits
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
