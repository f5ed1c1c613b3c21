package dev.gatehouse.tokens;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The tokens of links in mails: random, stored as digests, valid once, and void after certain
 * changes of the account. Writes join the caller's transaction, which must hold a lock on the user.
 * Thread-safe.
 */
public final class OneTimeTokens {
  private static final int MOST_LIVE = 5;

  private final OneTimeTokenDao dao;
  private final Clock clock;
  private final LinkTokens texts = new LinkTokens();

  OneTimeTokens(OneTimeTokenDao dao, Clock clock) {
    this.dao = dao;
    this.clock = clock;
  }

  /** Makes a token, which is not valid until it is stored. */
  public OneTimeToken make(TokenPurpose purpose) {
    return new OneTimeToken(texts.newText(), purpose, clock.instant().plus(purpose.lifetime()));
  }

  /** Stores a token for the user; beyond five of a purpose the oldest is deleted. */
  public void store(OneTimeToken token, long userId) {
    String purpose = token.purpose().key();
    dao.insert(digest(token.text()), userId, purpose, null, null, token.expiresAt());
    dao.trim(userId, purpose, MOST_LIVE);
  }

  /** Stores a token of an e-mail change. */
  public void storeChange(OneTimeToken token, long userId, String newEmail, UUID sessionId) {
    String purpose = TokenPurpose.EMAIL_CHANGE.key();
    dao.insert(digest(token.text()), userId, purpose, newEmail, sessionId, token.expiresAt());
    dao.trim(userId, purpose, MOST_LIVE);
  }

  /**
   * The token with that text, if it is valid for one of the purposes; it may become void at any
   * time.
   */
  public Optional<LiveToken> find(String text, Set<TokenPurpose> purposes) {
    return LinkTokens.digest(text)
        .flatMap(digest -> dao.find(digest, clock.instant()))
        .filter(token -> purposes.contains(token.purpose()));
  }

  /** Whether the token with that text is still valid. */
  public boolean isLive(String text) {
    return find(text, EnumSet.allOf(TokenPurpose.class)).isPresent();
  }

  /**
   * Uses up a token and voids the user's others of its purpose.
   *
   * @return false if it was used or voided meanwhile
   */
  public boolean use(LiveToken token) {
    if (dao.use(token.id(), clock.instant()) == 0) {
      return false;
    }
    dao.deleteOfPurpose(token.userId(), token.purpose().key());
    return true;
  }

  /** Voids all tokens of the user. */
  public void voidAll(long userId) {
    dao.deleteAll(userId);
  }

  void sweep() {
    while (dao.deleteExpired(clock.instant()) > 0) {
      // until nothing is left
    }
  }

  private static byte[] digest(String text) {
    return LinkTokens.digest(text).orElseThrow();
  }
}
