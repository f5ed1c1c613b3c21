package dev.gatehouse.users;

import dev.gatehouse.mfa.Proof;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.sessions.SessionService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets other features act on the caller's own account, with or without proof of identity. */
public final class OwnerProof {
  private final Proof proof;
  private final Accounts accounts;
  private final SessionService sessions;
  private final Transactions transactions;

  OwnerProof(Proof proof, Accounts accounts, SessionService sessions, Transactions transactions) {
    this.proof = proof;
    this.accounts = accounts;
    this.sessions = sessions;
    this.transactions = transactions;
  }

  /**
   * Requires proof and acts in a transaction that has locked the account.
   *
   * @throws Failure what {@link Proof#require} throws, or the action
   */
  public <T> T actProven(
      Caller.SignedInPerson caller,
      String currentPassword,
      @Nullable String code,
      RequestOrigin origin,
      Function<User, T> act) {
    return proof.act(
        proof.require(UserService.attempt(caller, origin), currentPassword, code),
        () -> own(caller),
        act);
  }

  /**
   * Acts in a transaction that has locked the account.
   *
   * @throws Failure {@code invalid_token} if the account is gone or disabled, or what the action
   *     throws
   */
  public <T> T act(Caller.SignedInPerson caller, Function<User, T> act) {
    return transactions.inTransaction(Accounts.row(caller.id()), () -> act.apply(own(caller)));
  }

  /** Locks the account. The session may have ended while the proof was checked. */
  private User own(Caller.SignedInPerson caller) {
    User user = accounts.own(caller);
    if (!sessions.isLive(caller.id(), caller.sessionId())) {
      throw Failure.of(CommonCode.INVALID_TOKEN);
    }
    return user;
  }
}
