package dev.gatehouse.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvitationDaoTest {
  private static final Instant NOW = Instant.parse("2026-01-31T09:00:00Z");

  private static final String INVITER =
      """
      insert into app_user
        (id, email, full_name, is_active, is_admin, email_verified, search_text, search_words, created_at, updated_at)
      values (1, 'root@people.example', 'Root', true, true, true, '', '', now(), now())
      """;

  private final Database database = TestDatabase.open();

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void onlyWhatHasExpiredIsSwept() {
    database.jdbi().useHandle(handle -> handle.execute(INVITER));
    InvitationDao dao = database.dao(InvitationDao.class);
    dao.insert("a@b.example", List.of(), Actor.person(1), new byte[] {1}, NOW, NOW);
    Instant later = NOW.plus(Duration.ofSeconds(1));
    long live =
        dao.insert("a@b.example", List.of("x"), Actor.person(1), new byte[] {2}, NOW, later).id();

    assertThat(dao.deleteExpired(NOW)).isEqualTo(1);

    assertThat(dao.find(live, NOW)).isPresent();
    assertThat(dao.deleteExpired(NOW)).isZero();
  }
}
