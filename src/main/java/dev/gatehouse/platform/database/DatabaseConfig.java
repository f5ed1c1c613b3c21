package dev.gatehouse.platform.database;

import dev.gatehouse.platform.config.Consistent;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.config.SelfChecked;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the database and its connection pool.
 *
 * @param url of a PostgreSQL, see {@link DatabaseUrl}; if absent, the embedded server is used
 * @param poolSize connections kept open
 * @param poolOverflow further connections opened on demand
 */
@Consistent
public record DatabaseConfig(
    @Nullable SecretString url,
    @Range(min = 1, max = 1000, message = "must be 1 to 1000") Integer poolSize,
    @Range(min = 0, max = 1000, message = "must be 0 to 1000") Integer poolOverflow)
    implements SelfChecked {
  public DatabaseConfig {
    poolSize = poolSize == null ? 20 : poolSize;
    poolOverflow = poolOverflow == null ? 10 : poolOverflow;
  }

  /** The configured database; empty for the embedded server. */
  public Optional<DatabaseUrl> address() {
    return Optional.ofNullable(url).map(secret -> DatabaseUrl.parse(secret.reveal()));
  }

  /** A copy with one connection, for a command. */
  public DatabaseConfig ofOne() {
    return new DatabaseConfig(url, 1, 0);
  }

  @Override
  public void check(BiConsumer<String, String> errors) {
    try {
      address();
    } catch (IllegalArgumentException e) {
      errors.accept("url", String.valueOf(e.getMessage()));
    }
  }
}
