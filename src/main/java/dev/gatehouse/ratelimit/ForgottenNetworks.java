package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.security.KeyUse;
import java.util.List;
import java.util.Set;

/**
 * Forgets the networks that owners signed in from: their digests cannot be made anew, and beside
 * them every network would look like a new one.
 */
final class ForgottenNetworks implements RekeyStep {
  private static final int USERS = 500;

  private final KnownNetworkDao dao;

  ForgottenNetworks(KnownNetworkDao dao) {
    this.dao = dao;
  }

  @Override
  public String name() {
    return "known_networks";
  }

  @Override
  public String outcome() {
    return "known networks forgotten";
  }

  @Override
  public Set<KeyUse> uses() {
    return Set.of(LimitKeyUse.KNOWN_NETWORK);
  }

  @Override
  public Part next(String position, Rekeying rekeying) {
    List<Long> users = dao.listUsers(position.isEmpty() ? 0 : Long.parseLong(position), USERS);
    long deleted = dao.deleteOf(users);
    return users.size() < USERS
        ? Part.last(deleted)
        : Part.before(users.get(users.size() - 1).toString(), deleted);
  }
}
