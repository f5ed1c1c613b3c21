package dev.gatehouse.users;

import dev.gatehouse.mfa.Confirmation;
import dev.gatehouse.mfa.Proof;
import dev.gatehouse.mfa.SecondFactors;
import dev.gatehouse.mfa.TotpSetup;
import dev.gatehouse.passwords.PasswordCode;
import dev.gatehouse.passwords.Passwords;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.Origin;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What people and administrators do with second factors; the account shows whether one is on. */
public final class FactorService {
  private final UserDao dao;
  private final Passwords passwords;
  private final Proof proof;
  private final SecondFactors factors;
  private final Transactions transactions;
  private final Clock clock;

  FactorService(
      UserDao dao,
      Passwords passwords,
      Proof proof,
      SecondFactors factors,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.passwords = passwords;
    this.proof = proof;
    this.factors = factors;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Begins to set the caller's factor up.
   *
   * @throws Failure {@code mfa_state} if it is on, or what the proof throws
   */
  TotpSetup begin(Caller caller, ProofForm form, Origin origin) {
    String stored = demandProof(caller, form, origin);
    return transactions.inTransaction(
        () -> {
          User user = own(caller, Optional.of(stored));
          return factors.begin(user.id(), user.email());
        });
  }

  /**
   * Turns the caller's factor on. No session ends.
   *
   * @return the recovery codes
   * @throws Failure {@code mfa_state}, {@code invalid_mfa_code}, {@code too_many_requests}
   */
  List<String> confirm(Caller caller, String code, Origin origin) {
    Confirmation confirmation = factors.judgeFirst(caller.id(), code);
    return transactions.inTransaction(
        () -> {
          User user = own(caller, Optional.empty());
          List<String> recoveryCodes = factors.turnOn(user.id(), confirmation, origin);
          dao.setMfaEnabled(user.id(), true, clock.instant());
          return recoveryCodes;
        });
  }

  /**
   * Turns the caller's factor off.
   *
   * @throws Failure {@code mfa_state} if it is off, or what the proof throws
   */
  void disable(Caller caller, ProofForm form, Origin origin) {
    String stored = demandProof(caller, form, origin);
    transactions.run(
        () -> {
          User user = own(caller, Optional.of(stored));
          factors.turnOff(user.id(), origin);
          dao.setMfaEnabled(user.id(), false, clock.instant());
        });
  }

  /**
   * Takes somebody's factor away as an administrator; there need not be one.
   *
   * @throws Failure {@code not_found}
   */
  void reset(long id, Origin origin) {
    transactions.run(
        () -> {
          User user = dao.findAndLock(id).orElseThrow(Failure::notFound);
          remove(user.id(), origin);
        });
  }

  /** The same as a part of something greater, in a transaction that holds a lock on the user. */
  void remove(long id, Origin origin) {
    factors.remove(id, origin);
    dao.setMfaEnabled(id, false, clock.instant());
  }

  private String demandProof(Caller caller, ProofForm form, Origin origin) {
    return proof.demand(
        UserService.tryOf(caller, origin), form.currentPassword(), form.code(), origin);
  }

  /** The caller's row, with the password that was proved unless it has changed meanwhile. */
  private User own(Caller caller, Optional<String> provedHash) {
    User user =
        dao.findAndLock(caller.id()).orElseThrow(() -> Failure.of(CommonCode.INVALID_TOKEN));
    if (provedHash.isPresent() && !passwords.findHash(user.id()).equals(provedHash)) {
      throw Failure.of(PasswordCode.WRONG_PASSWORD);
    }
    return user;
  }
}
