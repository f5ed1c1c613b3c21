package dev.gatehouse.mfa;

import dev.gatehouse.platform.security.RequestOrigin;

/** Hears what owners should be told of, in the transaction in which it happens. Thread-safe. */
public interface FactorListener {
  /** Too many wrong codes have closed the user's factor. */
  void closed(long userId, RequestOrigin origin);

  void recoveryCodeUsed(long userId, RequestOrigin origin);
}
