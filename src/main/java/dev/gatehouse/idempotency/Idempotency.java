package dev.gatehouse.idempotency;

import dev.gatehouse.platform.database.ContendedRow;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.rest.BufferedResponse;
import dev.gatehouse.platform.security.Actor;
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
 * Does work once per Idempotency-Key. The claim, the work and the stored response are one
 * transaction. Its advisory lock shows twins on every node that the work is in progress, and is
 * released with the connection. Thread-safe.
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
      ResponseEncryption encryption,
      Clock clock) {
    this.dao = dao;
    this.transactions = transactions;
    this.digests = digests;
    this.encryption = encryption;
    this.clock = clock;
  }

  /** A digest to be fed the body while it is read, for {@link #once}. */
  public static MessageDigest newBodyDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the stored response if the request was sent before, otherwise does the work and stores
   * its response. All transactions of the work join this one.
   *
   * @param bodyDigest of the whole body, made with {@link #newBodyDigest}
   * @param work returns what a resource method returns
   * @throws Failure {@code idempotency_key_reused}, {@code idempotency_in_progress}, {@code
   *     unavailable}, or what the work throws
   */
  public BufferedResponse once(IdempotentRequest request, byte[] bodyDigest, Callable<?> work)
      throws Exception {
    return once(request, bodyDigest, false, work);
  }

  BufferedResponse once(
      IdempotentRequest request, byte[] bodyDigest, boolean idles, Callable<?> work)
      throws Exception {
    if (request.key() == null) {
      return BufferedResponse.of(work.call());
    }
    List<RequestDigest> known = digests.of(request, bodyDigest);
    // a twin on the same node is refused without using a connection
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
   * All requests for a path contend for the row that it names. They must queue here, before they
   * take a connection; by the time the work asks for the row it holds one.
   */
  private static List<ContendedRow> contendedRow(IdempotentRequest request) {
    return Optional.ofNullable(request.row()).map(path -> ContendedRow.of("path", path)).stream()
        .toList();
  }

  private static Failure inProgress() {
    return Failure.of(IdempotencyCode.IDEMPOTENCY_IN_PROGRESS).retryAfter(ASK_AGAIN);
  }

  private BufferedResponse claimOrReplay(
      IdempotentRequest request, List<RequestDigest> known, Callable<?> work) throws Exception {
    KeyClaim claim =
        dao.claim(
            known.stream().map(RequestDigest::key).toList(),
            known.stream().map(RequestDigest::lock).toList(),
            clock.instant());
    if (claim.isClaimed()) {
      return begin(request, known.get(0), work);
    }
    return claim.stored().map(stored -> replay(stored, known)).orElseThrow(Idempotency::inProgress);
  }

  private BufferedResponse begin(IdempotentRequest request, RequestDigest known, Callable<?> work)
      throws Exception {
    BufferedResponse response;
    Optional<Actor> caller = Optional.ofNullable(request.caller());
    Long userId = caller.flatMap(Actor::personId).orElse(null);
    Long accountId = caller.flatMap(Actor::serviceAccountId).orElse(null);
    Long shownUserId = null;
    boolean refused = false;
    try {
      Object returned = work.call();
      response = BufferedResponse.of(returned);
      shownUserId = shownUserId(returned);
    } catch (Failure failure) {
      if (!isStored(failure)) {
        throw failure;
      }
      response = BufferedResponse.of(failure, request.requestId());
      refused = true;
    }
    byte[] stored = encryption.encrypt(response, known.key());
    Instant expiresAt = clock.instant().plus(KEPT);
    if (refused) {
      dao.undoAndInsert(
          known.key(),
          userId,
          accountId,
          shownUserId,
          known.bodyMac(),
          stored,
          expiresAt,
          known.epoch());
    } else {
      dao.insert(
          known.key(),
          userId,
          accountId,
          shownUserId,
          known.bodyMac(),
          stored,
          expiresAt,
          known.epoch());
    }
    return response;
  }

  private static @Nullable Long shownUserId(@Nullable Object returned) {
    Object shown = returned instanceof Response response ? response.getEntity() : returned;
    return shown instanceof DeletedWithUser user ? user.id() : null;
  }

  /**
   * Only failures of work that was begun are stored: the row was looked up, or its state checked.
   */
  private static boolean isStored(Failure failure) {
    return switch (failure.code().kind()) {
      case NOT_FOUND, CONFLICT, STALE -> true;
      default -> false;
    };
  }

  private BufferedResponse replay(StoredResponse stored, List<RequestDigest> known) {
    boolean sameBody =
        known.stream()
            .filter(each -> each.key().equals(stored.key()))
            .anyMatch(each -> each.bodyMac().equals(stored.bodyMac()));
    if (!sameBody) {
      throw Failure.of(IdempotencyCode.IDEMPOTENCY_KEY_REUSED);
    }
    return encryption
        .decrypt(stored.encrypted(), stored.key())
        .with("Idempotency-Replayed", "true");
  }

  void sweep() {
    Instant now = clock.instant();
    int deleted = BATCH;
    while (deleted == BATCH) {
      deleted = dao.deleteExpired(now, BATCH);
    }
  }
}
