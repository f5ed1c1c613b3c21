package dev.gatehouse.idempotency;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.RecurringTask;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.rest.ResourceInterceptor;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.KeyUse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

public final class IdempotencyModule implements Feature {
  private static final Duration SWEEPING = Duration.ofHours(1);

  private final Idempotency idempotency;
  private final ForgottenResponses forgotten;

  public IdempotencyModule(DerivedKeys keys, Database database, Clock clock) {
    StoredResponseDao dao = database.dao(StoredResponseDao.class);
    this.forgotten = new ForgottenResponses(dao);
    this.idempotency =
        new Idempotency(
            dao,
            database.transactions(),
            new RequestDigests(keys),
            new ResponseEncryption(keys),
            clock);
  }

  /** For resources that read uploads. */
  public Idempotency idempotency() {
    return idempotency;
  }

  @Override
  public List<KeyUse> keyUses() {
    return List.of(IdempotencyKeyUse.values());
  }

  @Override
  public List<ResourceInterceptor> interceptors() {
    return List.of(new IdempotencyInterceptor(idempotency));
  }

  @Override
  public List<RekeyStep> rekeySteps() {
    return List.of(forgotten);
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(new RecurringTask("idempotency.sweep", SWEEPING, idempotency::sweep));
  }
}
