package dev.gatehouse.backup;

import dev.gatehouse.platform.config.Consistent;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.config.SelfChecked;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Settings of backups.
 *
 * @param passphrase encrypts them; if absent, they are not encrypted
 */
@Consistent
public record BackupConfig(@Nullable SecretString passphrase) implements SelfChecked {
  private static final int SHORTEST = 8;

  /** What a passphrase must be, as a predicate. */
  public static final String RULE = "must have at least 8 characters";

  /** Whether it is long enough. */
  public static boolean isPassphrase(SecretString text) {
    return text.reveal().length() >= SHORTEST;
  }

  @Override
  public void check(BiConsumer<String, String> faults) {
    if (passphrase != null && !isPassphrase(passphrase)) {
      faults.accept("passphrase", RULE);
    }
  }
}
