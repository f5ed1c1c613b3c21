package dev.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Plan;
import dev.gatehouse.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class UnchainedDaoTest {
  private final DatabaseUrl database = TestDatabase.migrated();

  @Test
  void theOldestAreFoundByTheirIndexThoughStatisticsAreOfABacklog() {
    TestDatabase.execute(
        database,
        """
        insert into audit_entry (id, at, action, target_type, target_id, origin_digest,
          detail_digest, mac, number, seal)
        select n, now(), 'thing.done', 'user', '1', '', '', '',
          case when n <= 39000 then n end, case when n <= 39000 then ''::bytea end
        from generate_series(1, 40000) n
        """);
    TestDatabase.execute(database, "analyze audit_entry");

    assertThat(Plan.of(database, AuditDao.class, "listUnchained"))
        .hasSize(2)
        .allSatisfy(plan -> assertThat(plan).contains("using audit_entry_number"));
  }
}
