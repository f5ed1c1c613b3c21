package dev.gatehouse.idempotency;

import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.security.KeyUse;
import java.util.List;
import java.util.Set;

/** Deletes the responses that are stored under a root key that is replaced. */
final class ForgottenResponses implements RekeyStep {
  private static final int BATCH = 500;

  private final StoredResponseDao dao;

  ForgottenResponses(StoredResponseDao dao) {
    this.dao = dao;
  }

  @Override
  public String name() {
    return "idempotency";
  }

  @Override
  public String outcome() {
    return "responses for retries forgotten";
  }

  @Override
  public Set<KeyUse> uses() {
    return Set.of(IdempotencyKeyUse.values());
  }

  @Override
  public Part next(String position, Rekeying rekeying) {
    List<String> keys = dao.listKeys(position, BATCH);
    long deleted = dao.deleteBeforeEpoch(keys, rekeying.epoch());
    return keys.size() < BATCH
        ? Part.last(deleted)
        : Part.before(keys.get(keys.size() - 1), deleted);
  }
}
