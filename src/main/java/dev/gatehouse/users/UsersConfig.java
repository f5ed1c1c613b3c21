package dev.gatehouse.users;

/**
 * Who may have an account.
 *
 * @param signup whether strangers may make one
 * @param requireVerifiedEmail whether signing in asks for a verified address
 */
public record UsersConfig(Signup signup, Boolean requireVerifiedEmail) {
  /** Who may make accounts: anyone, or administrators alone. */
  public enum Signup {
    OPEN,
    CLOSED
  }

  public UsersConfig {
    signup = signup == null ? Signup.OPEN : signup;
    requireVerifiedEmail = requireVerifiedEmail == null ? false : requireVerifiedEmail;
  }
}
