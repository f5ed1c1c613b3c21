package dev.gatehouse.mfa;

import dev.gatehouse.platform.security.RequestOrigin;

/** Receives events that owners are notified of, in their transaction. Thread-safe. */
public interface FactorListener {
  /** Too many wrong codes closed the user's factor. */
  void closed(long userId, RequestOrigin origin);

  void recoveryCodeUsed(long userId, RequestOrigin origin);
}
