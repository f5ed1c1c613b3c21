package dev.gatehouse.platform.database;

import dev.gatehouse.platform.config.Consistent;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.config.SelfChecked;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

/**
 * The database and the pool of connections to it.
 *
 * @param url of a PostgreSQL, see {@link DatabaseUrl}; without one the service starts its own
 * @param poolSize connections that are kept open
 * @param poolOverflow connections opened beyond these while they are needed
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

  /** Where the database is; empty if the service starts its own. */
  public Optional<DatabaseUrl> address() {
    return Optional.ofNullable(url).map(secret -> DatabaseUrl.parse(secret.reveal()));
  }

  /** The same with one connection, for a command. */
  public DatabaseConfig ofOne() {
    return new DatabaseConfig(url, 1, 0);
  }

  @Override
  public void check(BiConsumer<String, String> faults) {
    try {
      address();
    } catch (IllegalArgumentException e) {
      faults.accept("url", String.valueOf(e.getMessage()));
    }
  }
}
