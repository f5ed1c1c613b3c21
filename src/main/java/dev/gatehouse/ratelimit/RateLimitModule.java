package dev.gatehouse.ratelimit;

import dev.gatehouse.audit.AuditLog;
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

public final class RateLimitModule implements Feature {
  /** The same as for a contended row. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(6);

  /** A quarter of the request threads when they are platform threads. */
  private static final int LONGEST_LINE = 256;

  private static final Duration SWEEPING = Duration.ofHours(1);
  private static final Duration SWEEPING_NETWORKS = Duration.ofDays(1);

  private final RateLimiter limiter;
  private final KnownNetworks networks;
  private final SignInLimits signIns;
  private final ForgottenNetworks forgotten;

  public RateLimitModule(
      LimitsConfig config, AuditLog audit, DerivedKeys keys, Database database, Clock clock) {
    int cores = Runtime.getRuntime().availableProcessors();
    this.limiter =
        new RateLimiter(
            database.dao(RateCounterDao.class), database.transactions(), config, keys, clock);
    KnownNetworkDao networksDao = database.dao(KnownNetworkDao.class);
    this.networks = new KnownNetworks(networksDao, keys, clock);
    this.forgotten = new ForgottenNetworks(networksDao);
    this.signIns =
        new SignInLimits(
            limiter,
            networks,
            new KeyedSemaphore(cores, LONGEST_WAIT, LONGEST_LINE),
            audit,
            database.transactions());
  }

  public RateLimiter limiter() {
    return limiter;
  }

  public SignInLimits signIns() {
    return signIns;
  }

  @Override
  public List<KeyUse> keyUses() {
    return List.of(LimitKeyUse.values());
  }

  @Override
  public List<ResourceInterceptor> interceptors() {
    return List.of(new RateLimitInterceptor(limiter));
  }

  @Override
  public List<RekeyStep> rekeySteps() {
    return List.of(forgotten);
  }

  @Override
  public List<RecurringTask> recurring() {
    return List.of(
        new RecurringTask("limits.sweep", SWEEPING, limiter::sweep),
        new RecurringTask("known_networks.sweep", SWEEPING_NETWORKS, networks::sweep));
  }
}
