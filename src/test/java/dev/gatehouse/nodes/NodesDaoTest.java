package dev.gatehouse.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.TestDatabase;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes and their copies of one part of the database. */
class NodesDaoTest {
  private static final String COPY = "keys";

  private final DatabaseUrl url = TestDatabase.migrated();
  private final Database database = Database.open(url, new DatabaseConfig(null, 2, 0));
  private final AtomicLong version = new AtomicLong(3);
  private final Nodes first = beating(version);
  private final Nodes second = beating(new AtomicLong(3));

  private Nodes beating(AtomicLong known) {
    Nodes node = new Nodes(database.dao(NodeDao.class));
    node.keep(
        new SharedCopy() {
          @Override
          public String name() {
            return COPY;
          }

          @Override
          public long refresh() {
            return known.get();
          }
        });
    node.beat();
    return node;
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void aVersionIsKnownByAllOnceTheLastNodeHasRefreshed() {
    assertThat(first.allKnow(COPY, 3)).isTrue();
    assertThat(first.allKnow(COPY, 4)).isFalse();
    assertThat(first.allKnow("something that nobody keeps", 1)).isFalse();

    second.stop();
    version.set(4);
    assertThat(first.allKnow(COPY, 4)).isFalse();
    first.beat();
    assertThat(first.allKnow(COPY, 4)).isTrue();
  }

  @Test
  void whoeverIsSilentForLongIsTakenForDeadUntilItsNextBeat() {
    version.set(4);
    first.beat();
    assertThat(first.allKnow(COPY, 4)).isFalse();

    TestDatabase.execute(
        url, "update node set seen_at = seen_at - interval '16 s' where knows ->> 'keys' = '3'");
    assertThat(first.allKnow(COPY, 4)).isTrue();
    second.beat();
    assertThat(first.allKnow(COPY, 4)).isFalse();
  }

  @Test
  void rowsOfNodesThatDiedAreSweptAfterADay() {
    TestDatabase.execute(
        url, "update node set seen_at = seen_at - interval '25 h' where knows ->> 'keys' = '3'");
    first.beat();
    first.sweep();
    assertThat(TestDatabase.texts(url, "select knows ->> 'keys' from node")).containsExactly("3");
  }
}
