package dev.gatehouse.clients;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.users.PersonalKeys;
import java.util.List;
import java.util.Map;

/** Ends all keys of an owner and records each. Thread-safe. */
public final class EndedKeys implements PersonalKeys {
  private final ApiKeyDao dao;
  private final AuditLog audit;

  public EndedKeys(Database database, AuditLog audit) {
    this.dao = database.dao(ApiKeyDao.class);
    this.audit = audit;
  }

  @Override
  public void endAll(long userId, RequestOrigin origin) {
    record(dao.deleteOfUser(userId), Actor.person(userId), origin);
  }

  /** Ends all keys of a service account, in a transaction that has locked the account. */
  void endAllOfAccount(long accountId, RequestOrigin origin) {
    record(dao.deleteOfAccount(accountId), Actor.serviceAccount(accountId), origin);
  }

  private void record(List<Long> ended, Actor owner, RequestOrigin origin) {
    ended.forEach(
        id ->
            audit.record(
                origin,
                ApiKeyAction.APIKEY_ENDED,
                ApiKeys.target(id),
                Map.of(ApiKeys.OWNER, owner.text())));
  }
}
