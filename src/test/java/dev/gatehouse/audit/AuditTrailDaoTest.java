package dev.gatehouse.audit;

import static dev.gatehouse.audit.TestTrail.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.audit.TestTrail.Deed;
import dev.gatehouse.testing.TestSecrets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTrailDaoTest {
  private final TestTrail trail = new TestTrail();

  @BeforeEach
  void clear() {
    trail.cleared();
  }

  @AfterAll
  void close() {
    trail.close();
  }

  @Test
  void aTrailThatNobodyTouchedIsClean() {
    assertThat(trail.verify()).isEqualTo("clean");
    assertThat(trail.of(1200).verify()).isEqualTo("clean");
    assertThat(trail.verifyWith(trail.head())).isEqualTo("clean");
  }

  @Test
  void anEntryGoesWithTheTransactionThatItIsOf() {
    assertThatThrownBy(
            () ->
                trail.inTransaction(
                    () -> {
                      trail.log().record(ORIGIN, Deed.THING_DONE, AuditTarget.user(1));
                      throw new IllegalStateException("refused");
                    }))
        .hasMessage("refused");

    assertThat(trail.count("true")).isZero();
  }

  @Test
  void idsAreUniqueAcrossNodes() {
    List<Long> ofOne = trail.ids(200);
    List<Long> ofAnother = trail.ids(200);

    assertThat(new HashSet<>(ofOne)).hasSize(200).doesNotContainAnyElementsOf(ofAnother);
  }

  @Test
  void eachChangedColumnIsNoticed() {
    for (String change :
        List.of(
            "at = at + interval '1 microsecond'",
            "actor_id = 9",
            "actor_id = null",
            "action = 'thing.undone'",
            "target_type = 'product'",
            "target_id = '9'",
            "request_id = null",
            "ip = '192.0.2.2'",
            "ip = null",
            "user_agent = 'another'",
            "detail = '{\"n\":4}'",
            "detail = null, detail_salt = null",
            "ip = null, user_agent = null, origin_salt = null",
            "origin_digest = sha256('x')",
            "mac = sha256('x')",
            "seal = sha256('x')",
            "number = null")) {
      trail.cleared().of(5);
      trail.tampered("update audit_entry set " + change + " where number = 3");

      assertThat(trail.verify()).as(change).startsWith("entry number 3");
    }
  }

  @Test
  void aRemovedEntryIsNamed() {
    trail.of(5).tampered("delete from audit_entry where number = 3");

    assertThat(trail.verify()).isEqualTo("entry number 3 was removed");
  }

  @Test
  void theFirstEntriesAreMissed() {
    trail.of(5).tampered("delete from audit_entry where number < 3");

    assertThat(trail.verify()).isEqualTo("entry number 1 was removed");
  }

  @Test
  void theNewestEntriesAreMissed() {
    trail.of(5).tampered("delete from audit_entry where number > 3");

    assertThat(trail.verify()).isEqualTo("entry number 4 was removed");
  }

  @Test
  void removedNewestEntriesAreFoundByTheLoggedHead() {
    trail.of(3).tampered("create table copy as select * from audit_bound");
    ChainHead head = trail.of(2).head();

    trail.tampered(
        "delete from audit_entry where number > 3",
        "delete from audit_bound",
        "insert into audit_bound select * from copy");

    assertThat(trail.verify()).isEqualTo("clean");
    assertThat(trail.verifyWith(head)).isEqualTo("entry number 4 was removed");
    assertThat(trail.of(2).verifyWith(head)).isEqualTo("entry number 5 is not the one it was");
  }

  @Test
  void theWholeTrailIsMissed() {
    ChainHead head = trail.of(5).head();

    trail.tampered("delete from audit_entry", "delete from audit_bound");

    assertThat(trail.verifyWith(head)).isEqualTo("entry number 1 was removed");
  }

  @Test
  void aCopiedEntryIsNoticedWhereverItStands() {
    String columns =
        "at, actor_id, action, target_type, target_id, request_id, ip, user_agent, origin_salt,"
            + " origin_digest, detail, detail_salt, detail_digest, erasure, mac, ";
    for (String number : List.of("number", "3", "6", "null", "0", "-1")) {
      trail.cleared().of(5);
      trail.tampered(
          "insert into audit_entry (id, %snumber, seal) select 1000, %s%s, seal from audit_entry where number = 2"
              .formatted(columns, columns, number));

      assertThat(trail.verify()).as(number).contains("(id 1000)").contains("slipped in");
    }
  }

  @Test
  void aForgedEndIsNotBuiltUpon() {
    trail.of(5).tampered("update audit_bound set number = 4 where name = 'head'");

    trail.of(1);

    assertThat(trail.count("number is null")).isEqualTo(1);
    assertThat(trail.verify()).isEqualTo("the head of the chain was changed");
  }

  @Test
  void aTrailOfAnotherSecretIsNotTaken() {
    trail.of(5);

    assertThat(trail.verifyUnder(new AuditMac(TestSecrets.keys("another secret, long enough"))))
        .isNotEqualTo("clean");
    assertThat(
            trail.verifyUnder(
                new AuditMac(TestSecrets.keys("another secret, long enough", TestSecrets.DEFAULT))))
        .isEqualTo("clean");
  }

  @Test
  void aDeletedUserIsErasedAndTheTrailStaysClean() {
    trail.of(3);
    trail.log().record(ORIGIN.by(9), Deed.THING_DONE, AuditTarget.user(7), Map.of("n", 3));
    trail.log().record(ORIGIN.by(9), Deed.THING_DONE, AuditTarget.user(10), Map.of("n", 4));

    trail.inTransaction(
        () -> {
          trail.log().erase(7);
          trail.log().record(ORIGIN, Deed.USER_DELETED, AuditTarget.user(7));
        });

    assertThat(trail.count("ip is null and user_agent is null and detail is null")).isEqualTo(3);
    assertThat(trail.count("ip is not null and detail is null and target_id = '7'")).isEqualTo(1);
    assertThat(trail.count("ip is not null and detail is not null")).isEqualTo(2);
    assertThat(trail.verify()).isEqualTo("clean");
  }

  @Test
  void entriesWrittenDuringADeletionAreErased() {
    trail.log().record(ORIGIN, Deed.USER_DELETED, AuditTarget.user(7));
    trail.log().record(ORIGIN, Deed.THING_DONE, AuditTarget.user(8), Map.of("n", 1));
    trail.chain().extend();
    trail.log().record(ORIGIN, Deed.THING_DONE, AuditTarget.user(8), Map.of("n", 2));
    trail.chain().extend();

    assertThat(trail.count("action = 'thing.done' and ip is null and detail is null")).isEqualTo(2);
    assertThat(trail.count("action = 'user.deleted' and ip is not null and detail is not null"))
        .isEqualTo(1);
    assertThat(trail.verify()).isEqualTo("clean");
  }

  @Test
  void anErasureOfOneUserDoesNotCoverTheEntriesOfAnother() {
    trail.of(2);
    trail.log().record(ORIGIN.by(9), Deed.THING_DONE, AuditTarget.user(10));
    trail.chain().extend();
    trail.log().erase(7);

    trail.tampered(
        "update audit_entry set ip = null, user_agent = null, origin_salt = null,"
            + " erasure = (select erasure from audit_entry where number = 1) where number = 3");

    assertThat(trail.verify()).startsWith("entry number 3");
  }

  @Test
  void pruningLeavesASealedAnchor() {
    ChainHead pruned = trail.of(700).head();
    trail.advance(Duration.ofDays(2));
    trail.of(3);

    trail.keepOnly(Duration.ofDays(1));

    assertThat(trail.count("true")).isEqualTo(3);
    assertThat(trail.verify()).isEqualTo("clean");
    assertThat(trail.verifyWith(pruned)).isEqualTo("clean");
    assertThat(trail.of(2).verify()).isEqualTo("clean");
    trail.tampered("delete from audit_entry where number = 701");
    assertThat(trail.verify()).isEqualTo("entry number 701 was removed");
  }

  @Test
  void nobodyElseCanMoveTheAnchor() {
    trail.of(5);
    trail.advance(Duration.ofDays(2));
    trail.of(5);
    trail.keepOnly(Duration.ofDays(1));

    trail.tampered(
        "update audit_bound set (number, seal) ="
            + " (select number, seal from audit_entry where number = 7) where name = 'anchor'",
        "delete from audit_entry where number <= 7");

    assertThat(trail.verify()).isEqualTo("the anchor of the chain was changed");
  }

  @Test
  void brokenChainIsNotPruned() {
    trail.of(5).tampered("update audit_entry set target_id = '9' where number = 3");
    trail.advance(Duration.ofDays(2));

    trail.keepOnly(Duration.ofDays(1));

    assertThat(trail.verify()).startsWith("entry number 3");
  }

  @Test
  void theExportHoldsEveryEntryWithItsPlaceInTheChain() {
    List<String> lines = trail.of(3).export();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(2))
        .startsWith("{\"id\":")
        .contains("\"action\":\"thing.done\"", "\"detail\":{\"n\":2}", "\"number\":3")
        .endsWith("\"hash\":\"" + trail.head().seal() + "\"}");
  }
}
