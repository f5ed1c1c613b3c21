package dev.gatehouse.tokens;

import dev.gatehouse.platform.security.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The tokens of links in mails: random, kept as a digest, good once, and void when a newer thing
 * has happened to the account. What writes joins the caller's transaction, which holds a lock on
 * the user. Thread-safe.
 */
public final class OneTimeTokens {
  private static final int BYTES = 32;
  private static final int MOST_LIVE = 5;

  private final OneTimeTokenDao dao;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  OneTimeTokens(OneTimeTokenDao dao, Clock clock) {
    this.dao = dao;
    this.clock = clock;
  }

  /** A token that is good for nothing until it is kept. */
  public OneTimeToken make(TokenPurpose purpose) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new OneTimeToken(
        Base64Url.encode(bytes), purpose, clock.instant().plus(purpose.lifetime()));
  }

  /** Makes a token good for that user; beyond five of a purpose the oldest goes. */
  public void store(OneTimeToken token, long userId) {
    String purpose = token.purpose().key();
    dao.insert(digest(token.text()), userId, purpose, null, null, token.expiresAt());
    dao.trim(userId, purpose, MOST_LIVE);
  }

  /** The same for an e-mail change. */
  public void storeChange(OneTimeToken token, long userId, String newEmail, UUID sessionId) {
    String purpose = TokenPurpose.EMAIL_CHANGE.key();
    dao.insert(digest(token.text()), userId, purpose, newEmail, sessionId, token.expiresAt());
    dao.trim(userId, purpose, MOST_LIVE);
  }

  /** The token of that text, if it is good for one of these; it may be void in the moment after. */
  public Optional<LiveToken> find(String text, Set<TokenPurpose> purposes) {
    return Base64Url.decode(text)
        .filter(bytes -> bytes.length == BYTES)
        .flatMap(bytes -> dao.find(digest(text), clock.instant()))
        .filter(token -> purposes.contains(token.purpose()));
  }

  /** Whether the token of that text is still good for anything. */
  public boolean isLive(String text) {
    return find(text, EnumSet.allOf(TokenPurpose.class)).isPresent();
  }

  /**
   * Uses a token up, and makes the user's others of its purpose void.
   *
   * @return false if it was used or made void meanwhile
   */
  public boolean use(LiveToken token) {
    if (dao.use(token.id(), clock.instant()) == 0) {
      return false;
    }
    dao.deleteOfPurpose(token.userId(), token.purpose().key());
    return true;
  }

  /** Makes all that the user has void. */
  public void voidAll(long userId) {
    dao.deleteAll(userId);
  }

  void sweep() {
    while (dao.deleteExpired(clock.instant()) > 0) {
      // until nothing is left
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
