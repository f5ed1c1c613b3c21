package dev.gatehouse.sessions;

import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.audit.AuditConfig;
import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.sessions.RefreshTokens.Content;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A token in two hands: whoever plays how, the session does not serve both for long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StolenRefreshTokenDaoTest {
  interface RowsDao {
    @SqlQuery(
        """
        insert into app_user (email, full_name, is_active, is_admin, email_verified,
          search_text, search_words, created_at, updated_at)
        values ('ann@people.example', 'Ann', true, false, true, '', '', now(), now()) returning id
        """)
    long insertUser();

    /** As nodes refresh that do not know the column {@code replaced}. */
    @SqlUpdate(
        """
        update session set
          generation = case when generation = :generation then generation + 1 else generation end,
          last_used_at = case when generation = :generation then :now else last_used_at end,
          expires_at = case when generation = :generation
            then least(:idleEnd, created_at + make_interval(secs => :longestSeconds)) else expires_at end,
          replaced_at = case when generation = :generation
            then array(select at from unnest(replaced_at) with ordinality as r(at, n)
                       where at > :graceStart order by n) || cast(:now as timestamptz)
            else replaced_at end
        where id = :id and expires_at > :now
          and (generation = :generation
            or (generation > :generation
              and replaced_at[cardinality(replaced_at) - (generation - 1 - :generation)] > :graceStart))
        """)
    int refreshAsBefore(
        UUID id,
        int generation,
        Instant now,
        Instant graceStart,
        Instant idleEnd,
        double longestSeconds);

    /** As the last release left a session that it recovered. */
    @SqlUpdate(
        """
        update session set generation = generation + 1, replaced = array[:generation],
          replaced_at = array[cast(:now as timestamptz)]
        where id = :id
        """)
    int recoverAsBefore(UUID id, int generation, Instant now);
  }

  private static final Duration SOON = Duration.ofSeconds(4);
  private static final Duration LATER = RefreshModel.GRACE;
  private static final RequestOrigin ORIGIN = RequestOrigin.ofCommand("test");
  private static final String NEW_SECRET = "a new secret of thirty-two bytes!";

  private final SettableClock clock = SettableClock.ofToday();
  private DatabaseUrl url;
  private Database database;
  private long userId;

  @BeforeAll
  void open() {
    url = TestDatabase.migrated();
    database = Database.open(url, new DatabaseConfig(null, 2, 8));
    userId = database.dao(RowsDao.class).insertUser();
  }

  @AfterAll
  void close() {
    database.stop();
  }

  /** A victim who keeps the newest token that reached her, and a thief who keeps them all. */
  private record Players(RefreshModel model, int victims, Set<Integer> thiefs) {
    Players copy() {
      return new Players(new RefreshModel(model), victims, new TreeSet<>(thiefs));
    }

    /** The victim refreshes; an answer that is lost leaves her with what she had. */
    Players victimMoves(Duration pause, boolean isHeard) {
      Players next = copy();
      next.model.pass(pause);
      int got = next.model.refresh(victims);
      return isHeard && got != RefreshModel.REFUSED
          ? new Players(next.model, got, next.thiefs)
          : next;
    }

    Players thiefMoves(Duration pause, int token) {
      Players next = copy();
      next.model.pass(pause);
      int got = next.model.refresh(token);
      if (got != RefreshModel.REFUSED) {
        next.thiefs.add(got);
      }
      return next;
    }
  }

  @Test
  void onceBothRefreshInTurnTheSessionEndsWithTheVictimsSecondMoveAtTheLatest() {
    List<Players> begun = new ArrayList<>();
    play(new Players(new RefreshModel(), 0, Set.of(0)), 4, begun);

    int longest =
        begun.stream().mapToInt(StolenRefreshTokenDaoTest::roundsUntilTheEnd).max().orElseThrow();

    assertThat(begun).hasSizeGreaterThan(1000);
    assertThat(longest).isEqualTo(2);
  }

  /** Every beginning: whoever moves, soon or later, heard or lost, with whichever token. */
  private static void play(Players players, int moves, List<Players> begun) {
    begun.add(players);
    if (moves == 0 || players.model.hasEnded()) {
      return;
    }
    for (Duration pause : List.of(SOON, LATER)) {
      play(players.victimMoves(pause, true), moves - 1, begun);
      play(players.victimMoves(pause, false), moves - 1, begun);
      for (int token : players.thiefs) {
        play(players.thiefMoves(pause, token), moves - 1, begun);
      }
    }
  }

  /** How often the victim moves in turn with the thief, who plays as well as can be. */
  private static int roundsUntilTheEnd(Players players) {
    if (players.model.hasEnded()) {
      return 0;
    }
    Players moved = players.victimMoves(LATER, true);
    if (moved.model.hasEnded()) {
      return 1;
    }
    int most = 0;
    for (int token : moved.thiefs) {
      Players answered = moved.thiefMoves(LATER, token);
      most = Math.max(most, roundsUntilTheEnd(answered));
    }
    return 1 + most;
  }

  @Test
  void theServiceJudgesAsTheModelDoesOnEitherOfTwoNodes() {
    List<SessionService> nodes =
        List.of(
            node(TestSecrets.keys(TestSecrets.DEFAULT)),
            node(TestSecrets.keys(TestSecrets.DEFAULT)));
    Random random = new Random(9);
    for (int walk = 0; walk < 120; walk++) {
      RefreshModel model = new RefreshModel();
      List<String> tokens = new ArrayList<>();
      tokens.add(opened(nodes.get(0)));
      StringBuilder moves = new StringBuilder();
      for (int move = 0; move < 10 && !model.hasEnded(); move++) {
        Duration pause = random.nextBoolean() ? SOON : LATER;
        // mostly one of the newest, or every walk would be short
        int token = Math.max(0, tokens.size() - 1 - (int) Math.abs(random.nextGaussian() * 1.2));
        moves.append(' ').append(token).append(" after ").append(pause.toSeconds());
        clock.advance(pause);
        model.pass(pause);

        int expected = model.refresh(token);
        String got = refresh(nodes.get(random.nextInt(2)), tokens.get(token));

        if (expected == tokens.size()) {
          assertThat(got).as(moves.toString()).isNotEmpty().isNotIn(tokens);
          tokens.add(got);
        } else {
          String said = expected == RefreshModel.REFUSED ? "" : tokens.get(expected);
          assertThat(got).as(moves.toString()).isEqualTo(said);
        }
      }
    }
  }

  @Test
  void aSessionIsRecoveredAcrossAChangeOfSecrets() {
    SessionService before = node(TestSecrets.keys(TestSecrets.DEFAULT));
    SessionService during = node(TestSecrets.keys(NEW_SECRET, TestSecrets.DEFAULT));
    String first = opened(before);
    String lost = refresh(before, first);
    clock.advance(LATER);

    String found = refresh(during, first);

    assertThat(found).isNotEmpty().isNotEqualTo(lost);
    assertThat(refresh(during, first)).isEqualTo(found);
    assertThat(refresh(during, lost)).isEmpty();
    assertThat(refresh(during, found)).isEmpty();
  }

  @Test
  void aSessionOfTheReleaseBeforeIsJudgedLikeANewOne() throws IOException {
    SessionService node = node(TestSecrets.keys(TestSecrets.DEFAULT));
    String first = opened(node);
    String second = refresh(node, first);
    clock.advance(SOON);
    String third = refresh(node, second);
    String migration = Files.readString(Path.of("migrations", "019-sessions-replaced.sql"));
    TestDatabase.execute(url, "alter table session drop column replaced");
    TestDatabase.execute(url, migration);

    assertThat(refresh(node, first)).isEqualTo(third);
    clock.advance(LATER);
    assertThat(refresh(node, second)).isNotEmpty().isNotEqualTo(third);
    assertThat(refresh(node, first)).isEmpty();
  }

  @Test
  void tokenReplacedByAnOlderNodeHasItsGracePeriod() {
    SessionService node = node(TestSecrets.keys(TestSecrets.DEFAULT));
    String first = opened(node);
    String second = refresh(node, first);
    clock.advance(LATER);
    String third = refreshAsBefore(second);
    clock.advance(LATER.minusMillis(1));

    assertThat(refresh(node, second)).isEqualTo(third);
    String fourth = refresh(node, third);
    assertThat(refresh(node, second)).isEqualTo(fourth);

    clock.advance(Duration.ofMillis(1));
    assertThat(refresh(node, second)).isEmpty();
    assertThat(refresh(node, fourth)).isEmpty();
  }

  @Test
  void aSessionThatOnlyNodesOfTheReleaseBeforeRefreshedGoesOnOnANewNode() {
    SessionService node = node(TestSecrets.keys(TestSecrets.DEFAULT));
    String first = opened(node);
    String second = refreshAsBefore(first);
    clock.advance(SOON);
    String third = refreshAsBefore(second);

    assertThat(refresh(node, first)).isEqualTo(third);
    assertThat(refresh(node, second)).isEqualTo(third);
    String fourth = refresh(node, third);
    assertThat(refresh(node, first)).isEqualTo(fourth);
    clock.advance(SOON);
    assertThat(refresh(node, second)).isEqualTo(fourth);
    clock.advance(SOON);
    assertThat(refresh(node, first)).isEmpty();
  }

  @Test
  void tokenReplacedByAnOlderNodeInARecoveredSessionHasItsGracePeriod() {
    SessionService node = node(TestSecrets.keys(TestSecrets.DEFAULT));
    String first = opened(node);
    assertThat(refresh(node, first)).isNotEmpty();
    clock.advance(LATER);
    String found = refresh(node, first);
    clock.advance(LATER);

    String next = refreshAsBefore(found);

    assertThat(refresh(node, found)).isEqualTo(next);
    assertThat(refresh(node, first)).isEmpty();
  }

  @Test
  void anOldTokenEndsASessionThatANodeOfTheReleaseBeforeRefreshed() {
    SessionService node = node(TestSecrets.keys(TestSecrets.DEFAULT));
    String first = opened(node);
    String second = refresh(node, first);
    String third = refresh(node, second);
    clock.advance(LATER);
    String fourth = refreshAsBefore(third);
    clock.advance(LATER);

    assertThat(refresh(node, second)).isEmpty();
    assertThat(refresh(node, fourth)).isEmpty();
  }

  @Test
  void aSessionThatTheLastReleaseRecoveredGoesOn() {
    SessionService node = node(TestSecrets.keys(TestSecrets.DEFAULT));
    String first = opened(node);
    String lost = refresh(node, first);
    clock.advance(LATER);
    Content current = content(lost);
    database
        .dao(RowsDao.class)
        .recoverAsBefore(current.sessionId(), content(first).generation(), clock.instant());
    clock.advance(SOON);

    String found = refresh(node, first);
    assertThat(content(found).generation()).isEqualTo(3);
    clock.advance(LATER);
    String foundAgain = refresh(node, first);
    assertThat(foundAgain).isNotEmpty().isNotEqualTo(found);
    assertThat(refresh(node, found)).isEmpty();
  }

  /** The token that such a node answers with to the current one. */
  private String refreshAsBefore(String token) {
    Instant now = clock.instant();
    UUID id = content(token).sessionId();
    int generation = content(token).generation();
    int changed =
        database
            .dao(RowsDao.class)
            .refreshAsBefore(
                id,
                generation,
                now,
                now.minus(RefreshModel.GRACE),
                now.plus(Duration.ofDays(30)),
                (double) Duration.ofDays(180).toSeconds());
    assertThat(changed).isOne();
    return tokens().make(id, generation + 1);
  }

  private static Content content(String token) {
    return tokens().read(token).orElseThrow();
  }

  private static RefreshTokens tokens() {
    return new RefreshTokens(TestSecrets.keys(TestSecrets.DEFAULT));
  }

  private SessionService node(DerivedKeys keys) {
    var audit = new AuditModule(load(AuditConfig.class), keys, database, clock);
    return new SessionsModule(load(SessionsConfig.class), keys, audit.log(), database, clock)
        .sessions();
  }

  private String opened(SessionService node) {
    return database
        .transactions()
        .inTransaction(
            () ->
                node.open(
                    new NewSession(userId, "client", Optional.empty(), "password", List.of("pwd")),
                    new SessionOwner(false, List.of(), true),
                    ORIGIN))
        .refreshToken();
  }

  /** Empty if it is refused. */
  private static String refresh(SessionService node, String token) {
    try {
      return node.refresh(token, ORIGIN).refreshToken();
    } catch (Failure refused) {
      assertThat(refused.code()).isEqualTo(SessionCode.INVALID_REFRESH_TOKEN);
      return "";
    }
  }
}
