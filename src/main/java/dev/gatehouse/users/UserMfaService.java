package dev.gatehouse.users;

import dev.gatehouse.mail.AccountMail;
import dev.gatehouse.mfa.MfaCode;
import dev.gatehouse.mfa.MfaService;
import dev.gatehouse.mfa.Proof;
import dev.gatehouse.mfa.ProofResult;
import dev.gatehouse.mfa.TotpSetup;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Manages the second factors of accounts, which show whether one is on. */
public final class UserMfaService {
  private final UserDao dao;
  private final Accounts accounts;
  private final Authority authority;
  private final Proof proof;
  private final MfaService factors;
  private final Notices notices;
  private final Transactions transactions;
  private final Clock clock;

  UserMfaService(
      UserDao dao,
      Accounts accounts,
      Authority authority,
      Proof proof,
      MfaService factors,
      Notices notices,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.accounts = accounts;
    this.authority = authority;
    this.proof = proof;
    this.factors = factors;
    this.notices = notices;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Begins to set up the caller's factor.
   *
   * @throws Failure {@code mfa_state} if it is on, or what the proof throws
   */
  TotpSetup begin(Caller.SignedInPerson caller, ProofForm form, RequestOrigin origin) {
    return proof.act(
        requireProof(caller, form, origin),
        () -> accounts.own(caller),
        user -> factors.begin(user.id(), user.email()));
  }

  /**
   * Turns the caller's factor on. No session ends.
   *
   * @return the recovery codes
   * @throws Failure {@code mfa_state}, {@code invalid_mfa_code}, {@code too_many_requests}
   */
  List<String> confirm(Caller.SignedInPerson caller, String code, RequestOrigin origin) {
    return factors.verifying(
        caller.id(),
        MfaCode.INVALID_MFA_CODE,
        origin,
        () -> {
          User user = accounts.own(caller);
          Optional<List<String>> recoveryCodes = factors.turnOn(user.id(), code, origin);
          if (recoveryCodes.isPresent()) {
            dao.setMfaEnabled(user.id(), true, clock.instant());
            notices.send(user, AccountMail.SECOND_FACTOR_ON, origin);
          }
          return recoveryCodes;
        });
  }

  /**
   * Turns the caller's factor off.
   *
   * @throws Failure {@code mfa_state} if it is off, or what the proof throws
   */
  void disable(Caller.SignedInPerson caller, ProofForm form, RequestOrigin origin) {
    proof.act(
        requireProof(caller, form, origin),
        () -> accounts.own(caller),
        user -> {
          factors.turnOff(user.id(), origin);
          dao.setMfaEnabled(user.id(), false, clock.instant());
          notices.send(user, AccountMail.SECOND_FACTOR_OFF, origin);
          return true;
        });
  }

  /**
   * Removes a user's factor, if there is one, within the bound of the caller.
   *
   * @throws Failure {@code not_found}, {@code forbidden} beyond the bound
   */
  void reset(Caller caller, long id, RequestOrigin origin) {
    transactions.run(
        Accounts.row(id),
        () -> {
          Authority.Judged judged = authority.judge(caller, id, List.of());
          judged.requireWithinBound(UserPermission.USERS_WRITE);
          User user = judged.user();
          factors.reset(user.id(), origin);
          removed(user, origin);
        });
  }

  /**
   * Removes the factor as part of another action, in a transaction that holds a lock on the user.
   */
  void remove(User user, RequestOrigin origin) {
    factors.remove(user.id(), origin);
    removed(user, origin);
  }

  private void removed(User user, RequestOrigin origin) {
    dao.setMfaEnabled(user.id(), false, clock.instant());
    if (user.mfaEnabled()) {
      notices.send(user, AccountMail.SECOND_FACTOR_OFF, origin);
    }
  }

  /** Reopens a closed factor. Joins the caller's transaction. */
  void reopen(User user) {
    factors.reopen(user.id());
  }

  private ProofResult requireProof(
      Caller.SignedInPerson caller, ProofForm form, RequestOrigin origin) {
    return proof.require(UserService.attempt(caller, origin), form.currentPassword(), form.code());
  }
}
