package dev.gatehouse.audit;

import dev.gatehouse.platform.security.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the trail. Digests and MACs are hexadecimal.
 *
 * @param actor null if anonymous or a command of the operator
 * @param actorKeyId the API key that the actor used
 * @param detail a JSON object
 * @param originSalt salts the digest of ip and user agent; null once they are erased
 * @param detailSalt salts the digest of the detail; null once it is erased
 * @param erasure MAC that proves that the erasure was legitimate
 * @param mac MAC of this entry alone
 * @param number its position in the chain, from 1; null until it is chained
 * @param seal MAC that chains it to all entries before it
 */
public record AuditEntry(
    long id,
    Instant at,
    @Nullable Actor actor,
    @Nullable Long actorKeyId,
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

  /** The id of the actor if that is a person. */
  public @Nullable Long userId() {
    return actor == null ? null : actor.personId().orElse(null);
  }

  /** The id of the actor if that is a service account. */
  public @Nullable Long serviceAccountId() {
    return actor == null ? null : actor.serviceAccountId().orElse(null);
  }

  AuditEntry withMac(String ownMac) {
    return new AuditEntry(
        id,
        at,
        actor,
        actorKeyId,
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
