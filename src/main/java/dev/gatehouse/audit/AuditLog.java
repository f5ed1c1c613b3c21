package dev.gatehouse.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gatehouse.platform.binding.ApiJson;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Records deeds in the transaction that does them: one insert, which waits for nobody. Without a
 * transaction an entry stands at once. Thread-safe.
 */
public final class AuditLog {
  private final AuditDao dao;
  private final AuditEntryIds ids;
  private final AuditMac mac;
  private final Erasure erasure;
  private final Clock clock;

  AuditLog(AuditDao dao, AuditMac mac, Erasure erasure, Clock clock) {
    this.dao = dao;
    this.ids = new AuditEntryIds(dao);
    this.mac = mac;
    this.erasure = erasure;
    this.clock = clock;
  }

  /** Records a deed of which there is no more to say. */
  public void record(RequestOrigin origin, AuditAction action, AuditTarget target) {
    record(origin, action, target, Map.of());
  }

  /**
   * Records a deed.
   *
   * @param detail values for JSON; never a password, a token or a secret, and of a person only what
   *     may be kept until the person is deleted
   */
  public void record(
      RequestOrigin origin, AuditAction action, AuditTarget target, Map<String, ?> detail) {
    String json = json(detail);
    String originSalt = mac.newSalt();
    String detailSalt = mac.newSalt();
    dao.insert(
        mac.sign(
            new AuditEntry(
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
                AuditMac.digest(originSalt, origin.ip(), origin.userAgent()),
                json,
                detailSalt,
                AuditMac.digest(detailSalt, json),
                null,
                "",
                null,
                null)));
  }

  /** An address that nobody has: the same target each time, which does not tell the address. */
  public AuditTarget unknownAddress(String address) {
    return new AuditTarget("address", mac.addressDigest(address));
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
      return ApiJson.MAPPER.writeValueAsString(detail);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A detail that is no JSON", e);
    }
  }
}
