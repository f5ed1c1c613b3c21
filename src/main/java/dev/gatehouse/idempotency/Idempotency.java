package dev.gatehouse.idempotency;

import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.rest.BufferedResponse;
import dev.gatehouse.platform.rest.RequestIdentity;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Does work once for each Idempotency-Key: claim, work and kept answer are one transaction, whose
 * lock tells twins on all nodes that it is under way and goes with its connection. Thread-safe.
 */
public final class Idempotency {
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
  private static final int BATCH = 1000;

  private final StoredResponseDao dao;
  private final Transactions transactions;
  private final RequestDigests digests;
  private final ResponseEncryption encryption;
  private final Clock clock;
  private final Set<Long> inProgress = ConcurrentHashMap.newKeySet();

  Idempotency(
      StoredResponseDao dao,
      Transactions transactions,
      RequestDigests digests,
      ResponseEncryption answers,
      Clock clock) {
    this.dao = dao;
    this.transactions = transactions;
    this.digests = digests;
    this.encryption = answers;
    this.clock = clock;
  }

  /** What {@link #once} compares bodies by: it is fed the body while that is read. */
  public static MessageDigest newBodyDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The answer to a request: the kept one if it was sent before, else that of the work, all of
   * whose transactions join this one.
   *
   * @param bodyDigest of the whole body by {@link #newBodyDigest}
   * @param work returns what a resource method returns
   * @throws Failure {@code idempotency_key_reused}, {@code idempotency_in_progress}, {@code
   *     unavailable}, or what the work throws
   */
  public BufferedResponse once(RequestIdentity request, byte[] bodyDigest, Callable<?> work)
      throws Exception {
    return once(request, bodyDigest, false, work);
  }

  /** The same for work that perhaps {@link Idles}. */
  BufferedResponse once(RequestIdentity request, byte[] bodyDigest, boolean idles, Callable<?> work)
      throws Exception {
    if (request.key() == null) {
      return BufferedResponse.of(work.call());
    }
    List<RequestDigest> known = digests.of(request, bodyDigest);
    // a twin on the same node does not even wait for its turn
    if (!inProgress.add(known.get(0).lock())) {
      throw inProgress();
    }
    try {
      Callable<BufferedResponse> once = () -> claimOrReplay(request, known, work);
      return idles
          ? transactions.inIdleTransaction(contendedRow(request), once)
          : transactions.inLongTransaction(contendedRow(request), once);
    } finally {
      inProgress.remove(known.get(0).lock());
    }
  }

  /**
   * What the path names is wanted by all requests for it. Their turn has to be waited for here:
   * where the work asks for it, it has a connection.
   */
  private static List<ContendedRow> contendedRow(RequestIdentity request) {
    return Optional.ofNullable(request.thing())
        .map(thing -> ContendedRow.of("path", thing))
        .stream()
        .toList();
  }

  private static Failure inProgress() {
    return Failure.of(IdempotencyCode.IDEMPOTENCY_IN_PROGRESS).retryAfter(ASK_AGAIN);
  }

  private BufferedResponse claimOrReplay(
      RequestIdentity request, List<RequestDigest> known, Callable<?> work) throws Exception {
    KeyClaim claim =
        dao.claim(
            known.stream().map(RequestDigest::key).toList(),
            known.stream().map(RequestDigest::lock).toList(),
            clock.instant());
    if (claim.isClaimed()) {
      return begin(request, known.get(0), work);
    }
    return claim.stored().map(kept -> replay(kept, known)).orElseThrow(Idempotency::inProgress);
  }

  private BufferedResponse begin(RequestIdentity request, RequestDigest known, Callable<?> work)
      throws Exception {
    BufferedResponse answer;
    Long userId = request.userId();
    Long shownUserId = null;
    boolean refused = false;
    try {
      Object returned = work.call();
      answer = BufferedResponse.of(returned);
      shownUserId = shownUserId(returned);
    } catch (Failure refusal) {
      if (!isStored(refusal)) {
        throw refusal;
      }
      answer = BufferedResponse.of(refusal, request.requestId());
      refused = true;
    }
    byte[] kept = encryption.encrypt(answer, known.key());
    Instant expiresAt = clock.instant().plus(KEPT);
    if (refused) {
      dao.undoAndInsert(known.key(), userId, shownUserId, known.bodyMac(), kept, expiresAt);
    } else {
      dao.insert(known.key(), userId, shownUserId, known.bodyMac(), kept, expiresAt);
    }
    return answer;
  }

  private static @Nullable Long shownUserId(@Nullable Object returned) {
    Object shown = returned instanceof Response response ? response.getEntity() : returned;
    return shown instanceof DeletedWithUser user ? user.id() : null;
  }

  /** Whether work was begun: the row was looked for, or its state. */
  private static boolean isStored(Failure refusal) {
    return switch (refusal.code().kind()) {
      case NOT_FOUND, CONFLICT, STALE -> true;
      default -> false;
    };
  }

  private BufferedResponse replay(StoredResponse kept, List<RequestDigest> known) {
    boolean sameBody =
        known.stream()
            .filter(each -> each.key().equals(kept.key()))
            .anyMatch(each -> each.bodyMac().equals(kept.bodyMac()));
    if (!sameBody) {
      throw Failure.of(IdempotencyCode.IDEMPOTENCY_KEY_REUSED);
    }
    return encryption.decrypt(kept.encrypted(), kept.key()).with("Idempotency-Replayed", "true");
  }

  void sweep() {
    Instant now = clock.instant();
    int deleted = BATCH;
    while (deleted == BATCH) {
      deleted = dao.deleteExpired(now, BATCH);
    }
  }
}
