package dev.gatehouse.users;

/**
 * Settings of accounts.
 *
 * @param signup who may create an account
 * @param requireVerifiedEmail whether sign-in requires a verified address
 */
public record UsersConfig(Signup signup, Boolean requireVerifiedEmail) {
  /** Who may create accounts: anyone, or only callers with {@code users:write}. */
  public enum Signup {
    OPEN,
    CLOSED
  }

  public UsersConfig {
    signup = signup == null ? Signup.OPEN : signup;
    requireVerifiedEmail = requireVerifiedEmail == null ? false : requireVerifiedEmail;
  }
}
