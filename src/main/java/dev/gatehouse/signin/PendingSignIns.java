package dev.gatehouse.signin;

import dev.gatehouse.platform.security.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The sign-ins that await a code, and their mfa_tokens: random, stored as digests, valid once, and
 * void when the password or the address changes. Thread-safe.
 */
final class PendingSignIns {
  static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final int TOKEN_BYTES = 32;

  private final PendingSignInDao dao;
  private final int mostWrong;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  PendingSignIns(PendingSignInDao dao, int mostWrong, Clock clock) {
    this.dao = dao;
    this.mostWrong = mostWrong;
    this.clock = clock;
  }

  /**
   * Begins a sign-in in the caller's transaction and returns its mfa_token.
   *
   * @param scope the permissions it asks for, if any
   */
  String begin(
      long userId,
      String clientId,
      String passwordHash,
      String email,
      Optional<List<String>> scope) {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    dao.insert(
        new PendingSignIn(
            digest(token),
            userId,
            clientId,
            digest(passwordHash + '\n' + email + afterEmail(scope)),
            scope),
        clock.instant().plus(LIFETIME));
    return Base64Url.encode(token);
  }

  /** What the digest covers after the address. */
  static String afterEmail(Optional<List<String>> scope) {
    return scope.map(permissions -> '\n' + String.join(" ", permissions)).orElse("");
  }

  Optional<PendingSignIn> find(String token) {
    return Base64Url.decode(token)
        .flatMap(bytes -> dao.find(digest(bytes), mostWrong, clock.instant()));
  }

  /** Counts a wrong code; false if the sign-in has ended. */
  boolean countWrong(PendingSignIn pending) {
    return dao.countWrong(pending.digest(), mostWrong, clock.instant()) == 1;
  }

  /** Completes the sign-in; false if it has ended. */
  boolean use(PendingSignIn pending) {
    return dao.use(pending.digest(), mostWrong, clock.instant()) == 1;
  }

  /** Deletes expired sign-ins. */
  void sweep() {
    Instant now = clock.instant();
    while (dao.deleteExpired(now) > 0) {
      // until nothing is left
    }
  }

  private static byte[] digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
