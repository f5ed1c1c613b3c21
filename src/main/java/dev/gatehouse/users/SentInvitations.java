package dev.gatehouse.users;

import dev.gatehouse.platform.security.RequestOrigin;

/** The invitations that were sent to people, with or without an account. */
public interface SentInvitations {
  /**
   * Voids those to an address whose account is deleted, so that none brings it back. Call in a
   * transaction that has locked the account, before its row is deleted: whoever accepts one deletes
   * the invitation first, and then meets the row.
   */
  void voidAll(String email, RequestOrigin origin);
}
