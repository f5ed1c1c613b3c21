package dev.gatehouse.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gatehouse.platform.http.AnswerJson;
import dev.gatehouse.platform.security.Origin;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Records deeds in the transaction that does them: one insert, which waits for nobody. Without a
 * transaction an entry stands at once. Thread-safe.
 */
public final class AuditLog {
  private final AuditDao dao;
  private final EntryIds ids;
  private final Seals seals;
  private final Erasure erasure;
  private final Clock clock;

  AuditLog(AuditDao dao, Seals seals, Erasure erasure, Clock clock) {
    this.dao = dao;
    this.ids = new EntryIds(dao);
    this.seals = seals;
    this.erasure = erasure;
    this.clock = clock;
  }

  /** Records a deed of which there is no more to say. */
  public void record(Origin origin, AuditAction action, Target target) {
    record(origin, action, target, Map.of());
  }

  /**
   * Records a deed.
   *
   * @param detail values for JSON; never a password, a token or a secret, and of a person only what
   *     may be kept until the person is deleted
   */
  public void record(Origin origin, AuditAction action, Target target, Map<String, ?> detail) {
    String json = json(detail);
    String originSalt = seals.newSalt();
    String detailSalt = seals.newSalt();
    dao.insert(
        seals.seal(
            new Entry(
                ids.next(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                origin.actorId(),
                action.action(),
                target.type(),
                target.id(),
                origin.requestId(),
                origin.ip(),
                origin.userAgent(),
                originSalt,
                Seals.digest(originSalt, origin.ip(), origin.userAgent()),
                json,
                detailSalt,
                Seals.digest(detailSalt, json),
                null,
                "",
                null,
                null)));
  }

  /** An address that nobody has: the same target each time, which does not tell the address. */
  public Target unknownAddress(String address) {
    return new Target("address", seals.addressDigest(address));
  }

  /**
   * Erases what the trail keeps of a user, in the transaction that deletes the user; what others
   * are writing meanwhile is erased when it is chained.
   */
  public void erase(long userId) {
    erasure.begin(userId);
  }

  private static String json(Map<String, ?> detail) {
    try {
      return AnswerJson.MAPPER.writeValueAsString(detail);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A detail that is no JSON", e);
    }
  }
}
