package dev.gatehouse.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Plan;
import dev.gatehouse.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class DoctorDaoTest {
  private final DatabaseUrl database = TestDatabase.migrated();

  @Test
  void failedJobsAreCountedWithoutReadingTheTable() {
    TestDatabase.execute(
        database,
        """
        insert into job (type, state, payload, created_at, run_at, finished_at)
        select 'mail.send', case when n % 50 = 0 then 'failed' else 'succeeded' end, '{}',
          now() - interval '20 days', now() - interval '20 days', now() - interval '20 days'
        from generate_series(1, 100000) n
        """);
    TestDatabase.execute(database, "analyze job");

    assertThat(Plan.of(database, DoctorDao.class, "countFailed"))
        .hasSize(1)
        .allSatisfy(plan -> assertThat(plan).contains("using job_by_state"));
  }
}
