package dev.gatehouse.invitations;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.tokens.LinkTokens;
import java.time.Clock;
import java.util.Optional;

/** Finds invitations by the tokens of their links. Thread-safe. */
public final class LiveInvitations {
  private final InvitationDao dao;
  private final Clock clock;

  public LiveInvitations(Database database, Clock clock) {
    this.dao = database.dao(InvitationDao.class);
    this.clock = clock;
  }

  /** The invitation whose link has this token; it may become void at any time. */
  Optional<Invitation> find(String token) {
    return LinkTokens.digest(token).flatMap(digest -> dao.findByDigest(digest, clock.instant()));
  }

  /** Whether the token is that of an invitation. */
  public boolean isLive(String token) {
    return find(token).isPresent();
  }
}
