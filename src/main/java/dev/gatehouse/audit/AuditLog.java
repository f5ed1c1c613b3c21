package dev.gatehouse.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gatehouse.platform.binding.ApiJson;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Records actions in the caller's transaction with one insert that takes no shared lock. Outside a
 * transaction an entry is committed at once. Thread-safe.
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

  /** Records an action without detail. */
  public void record(RequestOrigin origin, AuditAction action, AuditTarget target) {
    record(origin, action, target, Map.of());
  }

  /**
   * Records an action.
   *
   * @param detail JSON values; never a password, token or secret, and only such personal data as
   *     may be kept until the person is deleted
   */
  public void record(
      RequestOrigin origin, AuditAction action, AuditTarget target, Map<String, ?> detail) {
    long epoch = mac.epoch();
    String json = json(detail);
    String originSalt = mac.newSalt();
    String detailSalt = mac.newSalt();
    dao.insert(
        mac.sign(
            new AuditEntry(
                ids.next(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                origin.actor(),
                origin.keyId(),
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
                null)),
        epoch);
  }

  /**
   * The target for an e-mail address without an account: a keyed digest, always the same for the
   * same address.
   */
  public AuditTarget unknownAddress(String address) {
    return new AuditTarget("address", mac.addressDigest(address));
  }

  /**
   * Erases a user's personal data from the trail, in the transaction that deletes the user. Entries
   * that others are writing at that moment are erased when they are chained.
   */
  public void erase(long userId) {
    erasure.begin(userId);
  }

  private static String json(Map<String, ?> detail) {
    try {
      return ApiJson.MAPPER.writeValueAsString(detail);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The detail cannot be written as JSON", e);
    }
  }
}
