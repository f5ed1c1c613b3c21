package dev.gatehouse;

import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.users.NewUser;
import dev.gatehouse.users.UserService;
import java.io.PrintStream;
import java.security.SecureRandom;

/** Gives an empty embedded database its administrator, and tells the password this one time. */
final class FirstAdmin {
  private static final String EMAIL = "admin@example.com";
  private static final int BYTES = 15;

  private FirstAdmin() {}

  static void makeIfEmpty(UserService users, PrintStream operator) {
    if (!users.isEmpty()) {
      return;
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64Url.encode(random);
    // told first: a process that dies in between makes and tells another one at its next start
    operator.println(
        """
        The embedded database is new. Its administrator, shown only this once:
          e-mail:   %s
          password: %s\
        """
            .formatted(EMAIL, password));
    users.ensureAdmin(NewUser.admin(EMAIL, password), RequestOrigin.ofCommand("server"));
  }
}
