package dev.gatehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.platform.JobContext;
import dev.gatehouse.platform.JobHandler;
import dev.gatehouse.platform.JobType;
import dev.gatehouse.platform.PermanentJobException;
import dev.gatehouse.platform.RetryableJobException;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobsDaoTest {
  private static final RequestOrigin ADMIN = RequestOrigin.ofCommand("a test");

  private final Nodes nodes = new Nodes();
  private final Nodes.Node ann = nodes.node("ann");
  private final Nodes.Node bob = nodes.node("bob");

  record Done(int createdRows) {}

  @AfterAll
  void close() {
    nodes.close();
  }

  @Test
  void aJobOfATypeThatNoFeatureHandlesIsRefusedAsItWouldNeverRun() {
    JobQueue queue = nodes.module(List.of(Nodes.BRIEF)).queue();

    assertThatThrownBy(() -> queue.enqueue(Nodes.TYPE, new Nodes.Errand("hello")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(Nodes.TYPE.name(), "jobHandlers()");
  }

  @Test
  void aJobOfATransactionThatIsRolledBackNeverWas() {
    int jobs = nodes.count("job");
    int scheduled = nodes.count("job_schedule");

    assertThatThrownBy(
            () ->
                nodes.inTransaction(
                    () -> {
                      nodes.enqueue();
                      throw new IllegalStateException("undone");
                    }))
        .hasMessage("undone");

    assertThat(nodes.count("job")).isEqualTo(jobs);
    assertThat(nodes.count("job_schedule")).isEqualTo(scheduled);
  }

  @Test
  void aJobThatEndsWellHasAResultAndIsNotScheduledAnyMore() {
    long id = nodes.enqueue();
    assertThat(nodes.job(id).state()).isEqualTo(JobState.SCHEDULED);
    int scheduled = nodes.count("job_schedule");

    Job job =
        ann.attempt(
            id,
            (errand, run) -> {
              assertThat(errand.word()).isEqualTo("hello");
              assertThat(run.attempt()).isEqualTo(1);
              assertThat(run.isLastAttempt()).isFalse();
              assertThat(nodes.job(id).state()).isEqualTo(JobState.RUNNING);
              run.progress(3, 10L, 1);
              return new Done(3);
            });

    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.result()).isEqualTo("{\"created_rows\":3}");
    assertThat(job.progress()).isEqualTo(new Job.Progress(3, 10L, 1));
    assertThat(job.attempts()).isEqualTo(1);
    assertThat(job.lastError()).isNull();
    assertThat(job.finishedAt()).isEqualTo(nodes.clock().instant());
    assertThat(nodes.count("job_schedule")).isEqualTo(scheduled - 1);
  }

  @Test
  void aFaultIsTriedAgainLaterAndLaterUntilTheJobHasFailed() {
    long id = nodes.enqueue();
    Instant now = nodes.clock().instant();

    Job first = ann.attempt(id, (errand, run) -> fault("The server is away"));
    Job second = bob.attempt(id, (errand, run) -> fault("The server is away"));
    Job third =
        ann.attempt(
            id,
            (errand, run) -> {
              assertThat(run.isLastAttempt()).isTrue();
              return fault("The server is still away");
            });

    assertThat(first.state()).isEqualTo(JobState.SCHEDULED);
    assertThat(first.lastError()).isEqualTo("The server is away");
    assertThat(first.runAt()).isBetween(now.plusMillis(500), now.plusSeconds(1));
    assertThat(second.runAt()).isBetween(now.plusSeconds(1), now.plusSeconds(2));
    assertThat(third.state()).isEqualTo(JobState.FAILED);
    assertThat(third.lastError()).isEqualTo("The server is still away");
    assertThat(history(third).findValuesAsText("node")).containsExactly("ann", "bob", "ann");
    assertThat(history(third).findValuesAsText("outcome"))
        .containsExactly("retried", "retried", "failed");
  }

  private static Object fault(String message) {
    throw new RetryableJobException(message);
  }

  private static JsonNode history(Job job) {
    return JobJson.tree(job.history());
  }

  @Test
  void anAbandonedJobHasFailedAtOnce() {
    Job job =
        ann.attempt(
            nodes.enqueue(),
            (errand, run) -> {
              throw new PermanentJobException("The mailbox does not exist");
            });

    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.lastError()).isEqualTo("The mailbox does not exist");
    assertThat(job.attempts()).isEqualTo(1);
  }

  @Test
  void ofAnUnexpectedFailureOnlyTheClassIsKept() {
    Job job =
        ann.attempt(
            nodes.enqueue(),
            (errand, run) -> {
              throw new IllegalStateException("about bob@people.example");
            });

    assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
    assertThat(job.lastError()).isEqualTo("IllegalStateException");
    assertThat(job.history()).doesNotContain("bob");
  }

  @Test
  void aPayloadThatCannotBeReadIsAFailureLikeAnyOther() {
    long id = nodes.enqueue();
    JobHandler<?> other =
        new JobHandler<Word>() {
          @Override
          public JobType<Word> type() {
            return new JobType<>(Nodes.TYPE.name(), Word.class);
          }

          @Override
          public Object run(Word payload, JobContext run) {
            throw new AssertionError("there is no payload");
          }
        };

    assertThat(ann.attempt(id, other).lastError()).isEqualTo("IllegalArgumentException");
  }

  record Word(int word) {}

  @Test
  void frozenNodeReleasesItsLocksBeforeItsJobIsReclaimed() {
    AtomicReference<String> limit = new AtomicReference<>();

    ann.attempt(
        nodes.enqueue(),
        (errand, run) ->
            run.inTransaction(
                () -> {
                  limit.set(nodes.setting("idle_in_transaction_session_timeout"));
                  return null;
                }));

    assertThat(limit).hasValue("30s");
  }

  @Test
  void aNodeThatWasTakenForDeadWritesNeitherProgressNorEffectNorResult() {
    long id = nodes.enqueue();
    long pick = ann.pick(id);

    ann.runner.run(
        Nodes.errands(
            (errand, run) -> {
              run.run(() -> nodes.effect(id));
              bob.runner.reclaim(Nodes.errands((e, r) -> null), id, pick);
              assertThat(nodes.job(id).state()).isEqualTo(JobState.SCHEDULED);
              assertThatThrownBy(() -> run.progress(1, null, 0))
                  .isInstanceOf(LeaseLostException.class);
              bob.attempt(id, (e, r) -> r.inTransaction(() -> nodes.effect(id)));
              assertThatThrownBy(() -> run.run(() -> nodes.effect(id)))
                  .isInstanceOf(LeaseLostException.class);
              assertThatThrownBy(run::isCancelRequested).isInstanceOf(LeaseLostException.class);
              return new Done(99);
            }),
        id,
        pick);

    assertThat(nodes.count("effect where job = " + id)).isEqualTo(2);
    Job job = nodes.job(id);
    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.result()).isEqualTo("true");
    assertThat(job.progress().done()).isZero();
    assertThat(history(job).findValuesAsText("outcome")).containsExactly("lost", "succeeded");
    assertThat(history(job).findValuesAsText("node")).containsExactly("ann", "bob");
  }

  @Test
  void aNodeThatWakesUpBeforeItsAttemptBeginsDoesNotBeginIt() {
    long id = nodes.enqueue();
    long pick = ann.pick(id);
    bob.runner.reclaim(Nodes.errands((e, r) -> null), id, pick);

    ann.runner.run(Nodes.errands((errand, run) -> nodes.effect(id)), id, pick);

    assertThat(nodes.count("effect where job = " + id)).isZero();
    assertThat(nodes.job(id).attempts()).isZero();
    assertThat(bob.attempt(id, (errand, run) -> null).state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void ofTwoNodesThatFindADeadOneOneTakesItsJobAway() {
    long id = nodes.enqueue();
    long pick = ann.pick(id);
    ann.leases.claim(Nodes.TYPE.name(), id, pick);

    bob.leases.reclaim(Nodes.TYPE.name(), id, pick, 3);
    long next = bob.pick(id);
    bob.leases.claim(Nodes.TYPE.name(), id, next);
    nodes.node("cem").leases.reclaim(Nodes.TYPE.name(), id, pick, 3);

    assertThat(nodes.job(id).node()).isEqualTo("bob");
    assertThat(nodes.job(id).state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void aJobWhoseNodeDiesAtEachAttemptHasFailedInTheEnd() {
    long id = nodes.enqueue();

    for (int attempt = 0; attempt < Nodes.ATTEMPTS; attempt++) {
      long pick = ann.pick(id);
      ann.leases.claim(Nodes.TYPE.name(), id, pick);
      bob.leases.reclaim(Nodes.TYPE.name(), id, pick, Nodes.ATTEMPTS);
    }

    assertThat(nodes.job(id).state()).isEqualTo(JobState.FAILED);
    assertThat(nodes.job(id).lastError()).isEqualTo("The node that ran it went away");
  }

  @Test
  void aNodeThatStopsGivesItsJobsBackAndTheAttemptsDoNotCount() {
    Nodes.Node leaving = nodes.node("leaving");
    long interrupted = nodes.enqueue();
    long stuck = nodes.enqueue();
    long picked = nodes.enqueue();
    leaving.leases.claim(Nodes.TYPE.name(), stuck, leaving.pick(stuck));
    leaving.pick(picked);

    Job job =
        leaving.attempt(
            interrupted,
            (errand, run) -> {
              leaving.runner.stop();
              Thread.currentThread().interrupt();
              return run.inTransaction(() -> nodes.effect(interrupted));
            });
    leaving.leases.giveBackAll();

    assertThat(nodes.count("effect where job = " + interrupted)).isZero();
    assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
    assertThat(job.attempts()).isZero();
    assertThat(job.runAt()).isEqualTo(nodes.clock().instant());
    assertThat(nodes.job(stuck).state()).isEqualTo(JobState.SCHEDULED);
    for (long id : new long[] {interrupted, stuck, picked}) {
      assertThat(bob.attempt(id, (errand, run) -> null).state()).isEqualTo(JobState.SUCCEEDED);
    }
  }

  @Test
  void aRunningJobThatIsToldToStopEndsCancelledWithWhatItHas() {
    long id = nodes.enqueue();
    JobsModule module = nodes.module(java.util.List.of(new Nodes.Errands((e, r) -> null, true)));

    Job job =
        ann.attempt(
            id,
            (errand, run) -> {
              assertThat(run.isCancelRequested()).isFalse();
              assertThat(module.jobs().cancel(ADMIN, id).state()).isEqualTo(JobState.RUNNING);
              assertThat(module.jobs().cancel(ADMIN, id).state()).isEqualTo(JobState.RUNNING);
              assertThat(run.isCancelRequested()).isTrue();
              return new Done(1);
            });

    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    assertThat(job.result()).isEqualTo("{\"created_rows\":1}");
    assertThat(audited(id)).isEqualTo(1);

    assertThat(nodes.service().retry(ADMIN, id).state()).isEqualTo(JobState.SCHEDULED);
    Job again =
        ann.attempt(
            id,
            (errand, run) -> {
              assertThat(run.isCancelRequested()).isFalse();
              return null;
            });
    assertThat(again.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(again.attempts()).isEqualTo(1);
  }

  @Test
  void aRunningJobThatDoesNotAskIsNotToldToStop() {
    long id = nodes.enqueue();

    Job job =
        ann.attempt(
            id,
            (errand, run) -> {
              assertThatThrownBy(() -> nodes.service().cancel(ADMIN, id))
                  .isInstanceOf(Failure.class)
                  .hasMessage("job_state");
              return null;
            });

    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(audited(id)).isZero();
  }

  private int audited(long id) {
    AuditTarget target = AuditTarget.of("job", id);
    return nodes.count(
        "audit_entry where target_type = '%s' and target_id = '%s'"
            .formatted(target.type(), target.id()));
  }

  @Test
  void aCancelledJobThatWasPickedMeanwhileDoesNotRun() {
    long id = nodes.enqueue();
    long pick = ann.pick(id);
    nodes.service().cancel(ADMIN, id);

    ann.runner.run(Nodes.errands((errand, run) -> nodes.effect(id)), id, pick);

    assertThat(nodes.count("effect where job = " + id)).isZero();
    assertThat(nodes.job(id).state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void allThatFailedAreRetriedAtOnce() {
    long failed = nodes.enqueue();
    long cancelled = nodes.enqueue();
    ann.attempt(
        failed,
        (errand, run) -> {
          throw new PermanentJobException("no");
        });
    nodes.service().cancel(ADMIN, cancelled);

    assertThat(nodes.service().retryFailed(ADMIN, Optional.of("test.other"))).isZero();
    assertThat(nodes.service().retryFailed(ADMIN, Optional.of(Nodes.TYPE.name()))).isPositive();

    assertThat(nodes.job(failed).state()).isEqualTo(JobState.SCHEDULED);
    assertThat(nodes.job(cancelled).state()).isEqualTo(JobState.CANCELLED);
    assertThat(nodes.service().retryFailed(ADMIN, Optional.empty())).isZero();
  }

  @Test
  void theHistoryKeepsTheNewestAttempts() {
    long id = nodes.enqueue();
    Job job = nodes.job(id);
    for (int i = 0; i < 25; i++) {
      int number = i;
      Nodes.Node leaving = nodes.node("n" + number);
      leaving.runner.stop();
      job = leaving.attempt(id, (errand, run) -> fault("stopping"));
    }

    assertThat(history(job)).hasSize(20);
    assertThat(history(job).get(19).path("node").asText()).isEqualTo("n24");
  }

  @Test
  void ofTypesThatAreKeptBrieflyOnlyWhatSucceededGoesEarly() {
    try (Nodes alone = new Nodes()) {
      long done = alone.enqueue("test.brief");
      long failed = alone.enqueue("test.brief");
      alone.enqueue("test.brief");
      long other = alone.enqueue();
      Nodes.Node ann = alone.node("ann");
      ann.attempt(done, Nodes.BRIEF);
      ann.attempt(other, (errand, run) -> null);
      ann.attempt(
          failed,
          (errand, run) -> {
            throw new PermanentJobException("no use");
          });

      alone.clock().advance(Duration.ofDays(1).minusSeconds(1));
      assertThat(alone.sweep()).isZero();
      alone.clock().advance(Duration.ofSeconds(1));
      assertThat(alone.sweep()).isEqualTo(1);
      assertThat(alone.count("job where id <> " + done)).isEqualTo(3);
    }
  }

  @Test
  void jobsAreCountedByTypeAndStateUpToABound() {
    try (Nodes alone = new Nodes()) {
      alone.execute(
          """
          insert into job (type, state, payload, created_at, run_at)
          select type, state, '{}', now(), now()
          from (values ('a', 'failed', 12), ('a', 'scheduled', 3), ('b', 'succeeded', 11),
            ('c', 'cancelled', 1)) as put (type, state, times),
            generate_series(1, put.times)
          """);

      assertThat(alone.counts(10))
          .filteredOn(count -> count.jobs() > 0)
          .containsExactlyInAnyOrder(
              new JobCount("a", "failed", 10),
              new JobCount("a", "scheduled", 3),
              new JobCount("b", "succeeded", 10),
              new JobCount("c", "cancelled", 1));
    }
  }

  @Test
  void finishedJobsAreSweptAndOthersAreNot() {
    try (Nodes alone = new Nodes()) {
      long done = alone.enqueue();
      alone.enqueue();
      alone.node("ann").attempt(done, (errand, run) -> null);

      alone.clock().advance(Duration.ofDays(30).minusSeconds(1));
      assertThat(alone.sweep()).isZero();
      alone.clock().advance(Duration.ofSeconds(1));
      assertThat(alone.sweep()).isEqualTo(1);
      assertThat(alone.count("job")).isEqualTo(1);
    }
  }
}
