package dev.gatehouse.mfa;

import dev.gatehouse.passwords.PasswordCode;
import dev.gatehouse.passwords.PasswordHasher;
import dev.gatehouse.passwords.Passwords;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import java.util.Optional;

/** Asks for what only the account's owner knows before something grave is done. */
public final class Proof {
  private final Passwords passwords;
  private final PasswordHasher hasher;

  public Proof(Passwords passwords, PasswordHasher hasher) {
    this.passwords = passwords;
    this.hasher = hasher;
  }

  /**
   * Demands the current password. No transaction may be open, because it is hashed.
   *
   * @return the stored hash that it was held against, for a later compare-and-set
   * @throws Failure {@code wrong_password}, or {@code invalid_token} if the account is gone
   */
  public String demand(long userId, String currentPassword) {
    String stored =
        passwords.findHash(userId).orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
    if (!hasher.matches(currentPassword, Optional.of(stored))) {
      throw Failure.of(PasswordCode.WRONG_PASSWORD);
    }
    return stored;
  }
}
