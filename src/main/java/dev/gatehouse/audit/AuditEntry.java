package dev.gatehouse.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the trail. Digests and seals are hexadecimal.
 *
 * @param detail a JSON object
 * @param originSalt of the digest of ip and user agent; null once they are erased
 * @param detailSalt likewise of the detail
 * @param erasure proves that what is erased was to be
 * @param mac seals the entry by itself
 * @param number its place in the chain, counted from 1; null until it is chained
 * @param seal chains it to all before it
 */
public record AuditEntry(
    long id,
    Instant at,
    @Nullable Long actorId,
    String action,
    String targetType,
    String targetId,
    @Nullable String requestId,
    @Nullable String ip,
    @Nullable String userAgent,
    @Nullable String originSalt,
    String originDigest,
    @Nullable String detail,
    @Nullable String detailSalt,
    String detailDigest,
    @Nullable String erasure,
    String mac,
    @Nullable Long number,
    @Nullable String seal) {

  AuditTarget target() {
    return new AuditTarget(targetType, targetId);
  }

  /** The same with its own seal. */
  AuditEntry withMac(String ownMac) {
    return new AuditEntry(
        id,
        at,
        actorId,
        action,
        targetType,
        targetId,
        requestId,
        ip,
        userAgent,
        originSalt,
        originDigest,
        detail,
        detailSalt,
        detailDigest,
        erasure,
        ownMac,
        number,
        seal);
  }
}
