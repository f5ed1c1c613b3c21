package dev.gatehouse.keyring;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.audit.ChainHead;
import dev.gatehouse.keyring.RekeyDao.DoneStep;
import dev.gatehouse.keyring.RekeyState.Phase;
import dev.gatehouse.nodes.Nodes;
import dev.gatehouse.platform.RekeyStep;
import dev.gatehouse.platform.RekeyStep.Part;
import dev.gatehouse.platform.RekeyStep.Rekeying;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.DatabaseFailures;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the root key of the ring while nodes run. First all nodes read under the new key, then
 * all write under it, then the database stores nothing more that was made under the old one, not
 * even from a node that was frozen. Only then the data is gone through, and the old key dropped.
 * Each phase and each part is one transaction, so another run goes on after any interruption.
 */
final class Rekey {
  private static final Logger LOG = LoggerFactory.getLogger(Rekey.class);
  private static final AuditTarget TARGET = AuditTarget.of("key_ring", "current");

  /** How long nodes may take to follow. A dead one counts as live for half of that. */
  private static final Duration LONGEST_FOLLOWING = Duration.ofSeconds(30);

  /** Commands have no beat, and a request may take a moment to store what it made. */
  private static final Duration HOLD = KeyRing.LEASE.plusMillis(500);

  /** Transactions that take longer are ended. */
  private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(20);

  private static final Duration LONGEST_ENDING = Duration.ofMinutes(1);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(2);
  private static final int MOST_TRIES = 200;

  private final KeyRing ring;
  private final KeyRingDao ringDao;
  private final RekeyDao dao;
  private final Nodes nodes;
  private final AuditLog audit;
  private final Supplier<Optional<ChainHead>> sealed;
  private final Transactions transactions;
  private final Clock clock;
  private final List<RekeyStep> steps = new CopyOnWriteArrayList<>();

  /**
   * Wires it.
   *
   * @param sealed the last entry of the audit trail under a key that is no longer used
   */
  Rekey(
      KeyRing ring,
      KeyRingDao ringDao,
      RekeyDao dao,
      Nodes nodes,
      AuditLog audit,
      Supplier<Optional<ChainHead>> sealed,
      Transactions transactions,
      Clock clock) {
    this.ring = ring;
    this.ringDao = ringDao;
    this.dao = dao;
    this.nodes = nodes;
    this.audit = audit;
    this.sealed = sealed;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Checks that the steps look after all data which is lost otherwise.
   *
   * @throws IllegalStateException if not, or if two have the same name
   */
  static void requireComplete(List<RekeyStep> steps, Collection<KeyUse> uses) {
    Set<String> names = new HashSet<>();
    Set<KeyUse> served = new HashSet<>();
    for (RekeyStep step : steps) {
      if (!names.add(step.name())) {
        throw new IllegalStateException("Two steps of a rekey have the name " + step.name());
      }
      served.addAll(step.uses());
    }
    for (KeyUse use : uses) {
      if (use.onRekey().needsStep() && !served.contains(use)) {
        throw new IllegalStateException(
            "Data under the key %s %s on a rekey, but no module returns a step for it from rekeySteps()"
                .formatted(use.label(), use.onRekey().text()));
      }
    }
  }

  void addSteps(List<RekeyStep> further) {
    steps.addAll(further);
  }

  /** Whether one was begun and is not finished. */
  boolean isUnderWay() {
    return dao.isUnderWay();
  }

  /**
   * Replaces the root key, or goes on with what another run began.
   *
   * @param progress is told what is done, and what it waits for
   * @return what became of the data, a line for each step
   * @throws OperatorException if another run is at it, or a node does not follow
   */
  List<String> run(RequestOrigin origin, Consumer<String> progress) {
    return new Run(origin, progress).complete();
  }

  private final class Run {
    private final UUID id = UUID.randomUUID();
    private final RequestOrigin origin;
    private final Consumer<String> progress;

    Run(RequestOrigin origin, Consumer<String> progress) {
      this.origin = origin;
      this.progress = progress;
    }

    List<String> complete() {
      steps.forEach(RekeyStep::requireReady);
      boolean isNew = take();
      boolean isDone = false;
      try {
        progress.accept(
            isNew ? "a new root key is in the ring" : "goes on where an earlier run stopped");
        List<String> outcome = work();
        isDone = true;
        return outcome;
      } finally {
        if (!isDone) {
          release();
        }
      }
    }

    /** Begins a replacement, or takes over one that nobody does any more. */
    private boolean take() {
      boolean isNew =
          transactions.inTransaction(
              () -> {
                boolean begun = dao.begin(id) > 0;
                RekeyState state = dao.lock().orElseThrow(Run::gone);
                if (!begun && state.silentSeconds() < RekeyState.SILENCE.toSeconds()) {
                  throw new OperatorException(
                      "Another run replaces the root key; it was heard of %d s ago. Let it finish. If it was killed, run this again in %d s."
                          .formatted(state.silentSeconds(), RekeyState.SILENCE.toSeconds()));
                }
                dao.take(id);
                ringDao.lock();
                rewrap();
                if (begun) {
                  ringDao.insert(ring.newKey(state.epoch()), clock.instant());
                  ringDao.shutOutEarlierReleases();
                  ringDao.changed();
                }
                return begun;
              });
      ring.refresh();
      return isNew;
    }

    /** Those who know the secret of before must not learn the new key, nor sign anything. */
    private void rewrap() {
      ring.previous().ifPresent(dao::addReplaced);
      ringDao.list().stream()
          .filter(key -> !ring.isUnderCurrent(key))
          .map(WrappedKey::wrappedUnder)
          .distinct()
          .forEach(dao::addReplaced);
      if (dao.listReplaced().contains(ring.secret())) {
        throw new OperatorException(
            "APP_JWT_SECRET is the secret that an earlier run began to replace. Set another one, and APP_JWT_SECRET_PREVIOUS to the one that the nodes have, and run this again.");
      }
      if (ring.rewrap() > 0) {
        audit.record(origin, RingAction.RING_REWRAPPED, TARGET);
      }
    }

    private static OperatorException gone() {
      return new OperatorException(
          "Another run has finished the replacement of the root key. Run this again to replace it once more.");
    }

    private void release() {
      try {
        dao.release(id);
        progress.accept("not finished; run the same command again, which goes on from here");
      } catch (RuntimeException e) {
        // without a database its silence tells the next run
        LOG.debug("the run is not released", e);
      }
    }

    private List<String> work() {
      while (true) {
        switch (mine(RekeyState::reached)) {
          case PREPARED -> {
            awaitNodes("nothing was changed yet");
            advance(Phase.SWITCHED, this::switchKeys);
            progress.accept("new data is made under the new root key");
          }
          case SWITCHED -> {
            awaitNodes("both root keys are in use");
            advance(Phase.FENCED, this::raiseFence);
          }
          case FENCED -> {
            mine(
                state -> {
                  dao.noteFence();
                  return state;
                });
            awaitOlderTransactions();
            advance(Phase.WORKING, state -> steps.forEach(this::start));
          }
          case WORKING -> {
            steps.forEach(this::complete);
            advance(Phase.DROPPED, this::dropKeys);
            progress.accept("the old root key is dropped");
          }
          case DROPPED -> {
            awaitNodes("all data is under the new root key");
            return mine(state -> finish());
          }
        }
      }
    }

    /** Does something in a transaction, as long as no other run has taken over. */
    private <T> T mine(Function<RekeyState, T> work) {
      return transactions.inTransaction(
          () -> {
            RekeyState state = dao.lock().orElseThrow(Run::gone);
            if (!state.runner().equals(id)) {
              throw new OperatorException(
                  "Another run has taken over, because this one was not heard of for %d s."
                      .formatted(RekeyState.SILENCE.toSeconds()));
            }
            return work.apply(state);
          });
    }

    private void advance(Phase next, Consumer<RekeyState> work) {
      mine(
          state -> {
            ringDao.lock();
            work.accept(state);
            ringDao.changed();
            dao.reached(next.name());
            return next;
          });
      ring.refresh();
    }

    private void switchKeys(RekeyState state) {
      List<WrappedKey> stored = ringDao.list();
      List<WrappedKey> older = stored.stream().filter(key -> key.epoch() < state.epoch()).toList();
      older.forEach(key -> ringDao.rewrap(ring.wrap(key, false)));
      stored.stream()
          .filter(key -> key.epoch() == state.epoch())
          .forEach(key -> ringDao.rewrap(ring.wrap(key, true)));
    }

    private void raiseFence(RekeyState state) {
      ringDao.raiseFence(state.epoch());
    }

    private void dropKeys(RekeyState state) {
      ringDao.deleteBefore(state.epoch());
      dao.listReplaced().forEach(ringDao::distrust);
      Map<String, Object> detail = new TreeMap<>();
      dao.done().forEach(step -> detail.put(step.step(), step.rows()));
      sealed.get().ifPresent(head -> detail.put("anchor", head.number() + ":" + head.seal()));
      audit.record(origin, RingAction.RING_REKEYED, TARGET, detail);
    }

    private List<String> finish() {
      Map<String, Long> rows =
          dao.done().stream().collect(Collectors.toMap(DoneStep::step, DoneStep::rows));
      dao.delete();
      List<String> outcome = new ArrayList<>();
      for (RekeyStep step : steps) {
        outcome.add("%s: %d".formatted(step.outcome(), rows.getOrDefault(step.name(), 0L)));
      }
      return outcome;
    }

    private void complete(RekeyStep step) {
      if (isDone(step)) {
        return;
      }
      long told = System.nanoTime();
      long moved = told;
      boolean waits = false;
      int tries = 0;
      while (true) {
        Part part;
        try {
          part = mine(state -> next(step, state));
          tries = 0;
        } catch (RuntimeException e) {
          if (!DatabaseFailures.isContention(e)) {
            throw e;
          }
          if (++tries == MOST_TRIES) {
            throw new OperatorException(
                "A transaction keeps a row of the step %s locked. End it, and run this again."
                    .formatted(step.name()),
                e);
          }
          pause(BETWEEN_LOOKS);
          continue;
        }
        switch (part.after()) {
          case NOTHING -> {
            progress.accept("%s: %d".formatted(step.outcome(), rowsOf(step)));
            return;
          }
          case ANOTHER_LATER -> {
            if (!waits) {
              waits = true;
              moved = System.nanoTime();
              progress.accept("waits for all nodes to follow");
            } else if (System.nanoTime() - moved > LONGEST_FOLLOWING.toNanos()) {
              throw new OperatorException(
                  "Running nodes do not follow; the step %s is not finished. Restart them with this release and the same settings, or stop them, and run this again."
                      .formatted(step.name()));
            }
            pause(BETWEEN_LOOKS);
          }
          case ANOTHER -> {
            waits = false;
            if (System.nanoTime() - told > BETWEEN_REPORTS.toNanos()) {
              told = System.nanoTime();
              progress.accept("%s so far: %d".formatted(step.outcome(), mine(RekeyState::rows)));
            }
          }
        }
      }
    }

    private void start(RekeyStep step) {
      dao.goOn(step.name(), step.start(), 0);
    }

    private boolean isDone(RekeyStep step) {
      Set<String> done = dao.done().stream().map(DoneStep::step).collect(Collectors.toSet());
      return done.contains(step.name());
    }

    private long rowsOf(RekeyStep step) {
      return dao.done().stream()
          .filter(done -> done.step().equals(step.name()))
          .mapToLong(DoneStep::rows)
          .sum();
    }

    private Part next(RekeyStep step, RekeyState state) {
      dao.waitBriefly();
      Part part = step.next(dao.position(step.name()), new Rekeying(state.epoch(), origin));
      if (part.after() == Part.After.NOTHING) {
        dao.finishStep(step.name(), part.rows());
      } else {
        dao.goOn(step.name(), part.position(), part.rows());
      }
      return part;
    }

    /** Waits until all nodes know the ring as it is, and then for what has no beat. */
    private void awaitNodes(String state) {
      long version = ringDao.state().version();
      await(
          LONGEST_FOLLOWING,
          "waits for all nodes to follow",
          () -> nodes.countBehind(KeyRing.NAME, version) == 0,
          () ->
              new OperatorException(
                  "%d running nodes do not follow; %s. Restart them with this release and the same APP_JWT_SECRET, or stop them, and run this again."
                      .formatted(nodes.countBehind(KeyRing.NAME, version), state)));
      long since = System.nanoTime();
      while (System.nanoTime() - since < HOLD.toNanos()) {
        pause(BETWEEN_LOOKS);
      }
    }

    private void awaitOlderTransactions() {
      if (isOver(LONGEST_TRANSACTION, () -> dao.listOlder().isEmpty())) {
        return;
      }
      progress.accept("transactions that do not end are ended: " + dao.endOlder());
      await(
          LONGEST_ENDING,
          "waits for transactions that began before",
          () -> dao.listOlder().isEmpty(),
          () ->
              new OperatorException(
                  "Transactions that began before the change do not end: those of the server processes %s. Wait for them, or let a superuser end them with pg_terminate_backend, and run this again."
                      .formatted(dao.listOlder())));
    }

    private void await(
        Duration limit,
        String what,
        BooleanSupplier condition,
        Supplier<OperatorException> otherwise) {
      if (condition.getAsBoolean()) {
        return;
      }
      progress.accept(what);
      if (!isOver(limit, condition)) {
        throw otherwise.get();
      }
    }

    private boolean isOver(Duration limit, BooleanSupplier condition) {
      long since = System.nanoTime();
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() - since > limit.toNanos()) {
          return false;
        }
        pause(BETWEEN_LOOKS);
      }
      return true;
    }

    /** Lets a moment pass, and others know that this run goes on. */
    private void pause(Duration length) {
      try {
        Thread.sleep(length.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperatorException("The replacement of the root key was interrupted", e);
      }
      dao.seen(id);
    }
  }
}
