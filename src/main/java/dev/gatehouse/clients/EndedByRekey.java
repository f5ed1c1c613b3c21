package dev.gatehouse.clients;

import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.RowsById;
import dev.gatehouse.platform.security.KeyUse;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Ends the API keys and the tokens of service accounts that were made before the root key was
 * replaced.
 */
final class EndedByRekey {
  private static final int BATCH = 200;

  private final ServiceAccountDao accounts;
  private final ApiKeyDao keys;
  private final EndedKeys ended;
  private final Clock clock;

  EndedByRekey(ServiceAccountDao accounts, ApiKeyDao keys, EndedKeys ended, Clock clock) {
    this.accounts = accounts;
    this.keys = keys;
    this.ended = ended;
    this.clock = clock;
  }

  List<RekeyStep> steps() {
    return List.of(new Keys(), new Tokens());
  }

  private final class Keys implements RekeyStep.ById {
    @Override
    public String name() {
      return "api_keys";
    }

    @Override
    public String outcome() {
      return "API keys ended";
    }

    @Override
    public Set<KeyUse> uses() {
      return Set.of(ClientKeyUse.values());
    }

    @Override
    public long newestId() {
      return keys.newest();
    }

    @Override
    public Part next(RowsById rows, Rekeying rekeying) {
      List<Long> ids = keys.listIds(rows.after(), rows.newest(), BATCH);
      return rows.done(ids, BATCH, ended.end(ids, rekeying.origin()));
    }
  }

  private final class Tokens implements RekeyStep.ById {
    @Override
    public String name() {
      return "service_account_tokens";
    }

    @Override
    public String outcome() {
      return "service accounts whose tokens ended";
    }

    @Override
    public Set<KeyUse> uses() {
      return Set.of();
    }

    @Override
    public long newestId() {
      return accounts.newest();
    }

    @Override
    public Part next(RowsById rows, Rekeying rekeying) {
      List<Long> ids = accounts.listIds(rows.after(), rows.newest(), BATCH);
      return rows.done(ids, BATCH, accounts.endTokens(ids, clock.instant()));
    }
  }
}
