package dev.gatehouse.clients;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.database.PreparedQuery;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.BearerCredentials;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.roles.RoleHolders;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Service accounts as OAuth 2 clients, and the keys by which they prove it. Thread-safe. */
public final class ClientAccounts {
  private final ApiKeyAuthenticator keys;
  private final PreparedQuery<RegisteredClient> registered;
  private final ApiKeyDao dao;
  private final RoleHolders holders;
  private final KeyDigests digests;
  private final AuditLog audit;
  private final Transactions transactions;
  private final Clock clock;

  ClientAccounts(
      ApiKeyAuthenticator keys,
      PreparedQuery<RegisteredClient> registered,
      ApiKeyDao dao,
      RoleHolders holders,
      KeyDigests digests,
      AuditLog audit,
      Transactions transactions,
      Clock clock) {
    this.keys = keys;
    this.registered = registered;
    this.dao = dao;
    this.holders = holders;
    this.digests = digests;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Whether the text may be a key, well-formed or not. */
  public static boolean isKey(String text) {
    return ApiKeyText.isMeant(text);
  }

  /**
   * The account of a key; the same checks, records and limits as if the key were sent as a Bearer
   * token.
   *
   * @throws Failure {@code invalid_token}; {@code too_many_requests} for a key that would be
   *     refused
   */
  public ProvenAccount prove(Actor account, String key, RequestOrigin origin) {
    KeyOwner owner =
        keys.verify(new BearerCredentials(key, Optional.of(account.text()), () -> origin));
    return new ProvenAccount(
        owner.id(), Optional.of(owner.keyId()), owner.held(), owner.roles(), owner.expiresAt());
  }

  /** The active account with that id. */
  public Optional<RegisteredClient> find(long id) {
    return registered.find(Map.of("id", id));
  }

  /**
   * Counts somebody who has not proven to be a client as if by a wrong key.
   *
   * @return {@code invalid_token}
   * @throws Failure {@code too_many_requests} beyond the limit
   */
  public Failure refusal(RequestOrigin origin) {
    return keys.refusal(origin.client());
  }

  /** Ends a key that its holder revokes, from any network; does nothing if there is none. */
  public void revoke(String key, RequestOrigin origin) {
    if (!ApiKeyText.isWellFormed(key)) {
      return;
    }
    transactions.run(
        () ->
            dao.findByDigest(digests.of(key), clock.instant())
                .ifPresent(found -> end(found, origin)));
  }

  /** Only once the owner is locked, as others do who change the key. */
  private void end(OwnedKey key, RequestOrigin origin) {
    Actor owner = key.owner();
    if (holders.lock(owner).isPresent() && dao.delete(key.id()) > 0) {
      audit.record(
          origin.by(owner, key.id()),
          ApiKeyAction.APIKEY_ENDED,
          ApiKeys.target(key.id()),
          Map.of(ApiKeys.OWNER, owner.text()));
    }
  }
}
