package dev.gatehouse.audit;

import static dev.gatehouse.audit.TestTrail.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.audit.TestTrail.Deed;
import dev.gatehouse.platform.database.DatabaseFailures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The trail after its key was replaced, against somebody who knows the old one. */
class RekeyedTrailDaoTest {
  private final TestTrail trail = new TestTrail();

  @AfterEach
  void close() {
    trail.close();
  }

  @Test
  void itStaysCleanAndHeadsOfBeforeStillFit() {
    ChainHead early = trail.of(3).head();
    ChainHead late = trail.of(700).head();

    trail.rekey();
    trail.of(5);
    ChainHead between = trail.head();
    trail.rekey();
    trail.of(1);

    assertThat(trail.verify()).isEqualTo("clean");
    for (ChainHead known : List.of(early, late, between, trail.head())) {
      assertThat(trail.verifyWith(known)).isEqualTo("clean");
    }
    assertThat(trail.verifyWith(new ChainHead(3, late.seal())))
        .isEqualTo("entry number 3 is not the one it was");
  }

  @Test
  void theTailIsCleanAcrossTheAnchorAndNoticesAChangedOne() {
    trail.of(10).rekey();
    trail.of(2);
    for (int most : List.of(1, 2, 3, 5, 100)) {
      assertThat(trail.verifyTail(most)).as("%d entries", most).isEqualTo("clean");
    }

    trail.tampered("update audit_entry set action = 'thing.undone' where number = 9");

    assertThat(trail.verifyTail(2)).isEqualTo("clean");
    assertThat(trail.verifyTail(5)).startsWith("entry number 9").contains("was changed");
  }

  @Test
  void entriesThatAreNotChainedYetAreHandedOver() {
    trail.log().record(ORIGIN, Deed.THING_DONE, AuditTarget.user(1));
    trail.log().record(ORIGIN, Deed.THING_DONE, AuditTarget.user(2));

    trail.rekey();

    assertThat(trail.verify()).isEqualTo("clean");
    assertThat(trail.count("number is null")).isZero();
  }

  @Test
  void soIsABacklogOfMoreThanOnePart() {
    trail.inTransaction(
        () -> {
          for (int i = 0; i < 5200; i++) {
            trail.log().record(ORIGIN, Deed.THING_DONE, AuditTarget.user(1));
          }
        });

    trail.rekey();
    trail.of(1);

    assertThat(trail.verify()).isEqualTo("clean");
    assertThat(trail.verifyTail(500)).isEqualTo("clean");
  }

  @Test
  void whoeverKnowsTheOldKeyCannotChangeOldEntriesUnnoticed() {
    trail.of(10);
    TestTrail.Key old = trail.key();
    trail.rekey();
    trail.of(2);

    old.rewrite("update audit_entry set action = 'thing.undone' where number = 4");

    assertThat(trail.verify()).isEqualTo("entry number 10 is not the one it was");
  }

  @Test
  void whoeverKnowsTheOldKeyCannotAddToTheTrail() {
    trail.of(10);
    TestTrail.Key old = trail.key();
    trail.rekey();

    old.append();

    assertThat(trail.verify()).contains("slipped in");
  }

  @Test
  void proofsOfErasureAreMadeAnewAndThoseUnderTheOldKeyAreNotBelieved() {
    trail.of(3);
    trail.log().record(ORIGIN, Deed.USER_DELETED, AuditTarget.user(8));
    trail.inTransaction(() -> trail.log().erase(8));
    TestTrail.Key old = trail.key();
    String forged = old.erasure(9);
    trail.log().record(ORIGIN, Deed.THING_DONE, AuditTarget.user(9), Map.of("n", 1));
    trail.rekey();
    assertThat(trail.count("erasure is not null")).isEqualTo(3);
    assertThat(trail.verify()).isEqualTo("clean");

    trail.tampered(
        "update audit_entry set detail = null, detail_salt = null, erasure = decode('%s', 'hex') where target_id = '9'"
            .formatted(forged));

    assertThat(trail.verify()).contains("was changed");
  }

  @Test
  void aChangedOrLostAnchorIsNoticed() {
    for (String change :
        List.of(
            "delete from audit_retired_key",
            "update audit_retired_key set number = number - 1",
            "update audit_retired_key set seal = set_byte(seal, 0, get_byte(seal, 0) # 1)",
            "update audit_retired_key set keys = set_byte(keys, 20, get_byte(keys, 20) # 1)")) {
      trail.cleared().of(4).rekey();
      assertThat(trail.verify()).isEqualTo("clean");

      trail.tampered(change);

      assertThat(trail.verify()).as(change).isNotEqualTo("clean");
    }
  }

  @Test
  void itCanBePrunedBeyondTheAnchor() {
    trail.of(4).rekey();
    trail.advance(Duration.ofDays(2));
    trail.of(2);

    trail.keepOnly(Duration.ofDays(1));

    assertThat(trail.verify()).isEqualTo("clean");
    assertThat(trail.count("true")).isEqualTo(2);
    assertThat(trail.retired()).isZero();
  }

  @Test
  void nothingIsRecordedUnderAKeyThatWasReplaced() {
    trail.tampered("update key_ring_state set fence = 1");

    assertThatThrownBy(() -> trail.log().record(ORIGIN, Deed.THING_DONE, AuditTarget.user(1)))
        .matches(DatabaseFailures::isUnavailable);
    assertThat(trail.count("true")).isZero();
  }
}
