package dev.gatehouse.clients;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.users.PersonalKeys;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ends all keys of an owner and records each, or lists those that do not end. Thread-safe. */
public final class EndedKeys implements PersonalKeys {
  private static final int MOST_LISTED = 20;
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  private final ApiKeyDao dao;
  private final boolean personal;
  private final AuditLog audit;
  private final Clock clock;

  public EndedKeys(ClientsConfig config, Database database, AuditLog audit, Clock clock) {
    this.dao = database.dao(ApiKeyDao.class);
    this.personal = config.personalApiKeys();
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void endAll(long userId, RequestOrigin origin) {
    record(dao.deleteOfUser(userId), Actor.person(userId), origin);
  }

  @Override
  public String listed(long userId) {
    List<ApiKey> live =
        personal ? dao.list(Actor.person(userId), clock.instant()) : List.<ApiKey>of();
    int more = live.size() - MOST_LISTED;
    return Stream.concat(
            live.stream().limit(MOST_LISTED).map(EndedKeys::line),
            more > 0 ? Stream.of("and " + more + " more") : Stream.of())
        .collect(Collectors.joining("\n"));
  }

  private static String line(ApiKey key) {
    return LINE_BREAK.matcher(key.name()).replaceAll(" ") + " (" + key.prefix() + ")";
  }

  /** Ends all keys of a service account, in a transaction that has locked the account. */
  void endAllOfAccount(long accountId, RequestOrigin origin) {
    record(dao.deleteOfAccount(accountId), Actor.serviceAccount(accountId), origin);
  }

  /** Ends keys of any owners, and returns how many there were. */
  long end(List<Long> ids, RequestOrigin origin) {
    List<OwnedKey> keys = dao.deleteSome(ids);
    keys.forEach(key -> record(List.of(key.id()), key.owner(), origin));
    return keys.size();
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
