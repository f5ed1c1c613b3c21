package dev.gatehouse.doctor;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.gatehouse.doctor.Check.Need;
import dev.gatehouse.doctor.Outcome.Status;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.DatabaseFailures;
import dev.gatehouse.platform.database.Deadline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs all checks, each on what it stands on, and is through in time whatever hangs. */
public final class Doctor {
  private static final Logger LOG = LoggerFactory.getLogger(Doctor.class);
  private static final Duration LONGEST = Duration.ofSeconds(24);

  private final List<Check> checks;

  /** The checks, in the order in which they are reported. */
  public Doctor(List<? extends Check> checks) {
    this.checks = List.copyOf(checks);
  }

  private record Run(Future<Outcome> outcome, Deadline deadline) {}

  public Report examine() {
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "doctor");
              // one that hangs does not keep the process
              thread.setDaemon(true);
              return thread;
            });
    try {
      return examine(threads);
    } finally {
      threads.shutdownNow();
    }
  }

  private Report examine(ExecutorService threads) {
    Deadline end = Deadline.in(LONGEST);
    Map<Check, Run> running = new LinkedHashMap<>();
    Map<Check, Outcome> outcomes = new LinkedHashMap<>();
    for (Need need : Need.values()) {
      boolean isMet = isMet(need, outcomes);
      for (Check check : checks) {
        if (check.need() == need && isMet) {
          running.put(check, start(check, threads, end));
        } else if (check.need() == need) {
          outcomes.put(check, Outcome.notChecked("needs " + need.words()));
        }
      }
      checks.stream()
          .filter(check -> check.need() == need && check.opens().isPresent())
          .forEach(check -> outcomes.computeIfAbsent(check, each -> await(each, running)));
    }
    checks.forEach(check -> outcomes.computeIfAbsent(check, each -> await(each, running)));
    Map<String, Outcome> inOrder = new LinkedHashMap<>();
    checks.forEach(check -> inOrder.put(check.name(), requireNonNull(outcomes.get(check))));
    return new Report(inOrder);
  }

  private boolean isMet(Need need, Map<Check, Outcome> outcomes) {
    return checks.stream()
        .filter(check -> check.opens().filter(need::equals).isPresent())
        .allMatch(check -> opens(requireNonNull(outcomes.get(check))));
  }

  private static boolean opens(Outcome outcome) {
    return outcome.status() == Status.OK || outcome.status() == Status.WARNING;
  }

  private static Run start(Check check, ExecutorService threads, Deadline end) {
    Duration limit = check.limit();
    Duration left = end.left();
    return new Run(
        threads.submit(check::run), Deadline.in(limit.compareTo(left) < 0 ? limit : left));
  }

  private static Outcome await(Check check, Map<Check, Run> running) {
    Run run = requireNonNull(running.get(check));
    try {
      return run.outcome().get(run.deadline().left().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      run.outcome().cancel(true);
      return check.late();
    } catch (ExecutionException e) {
      LOG.debug("the check {} failed", check.name(), e);
      return Outcome.notChecked(reason(requireNonNullElse(e.getCause(), e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.notChecked("was interrupted");
    }
  }

  private static String reason(Throwable failure) {
    if (failure instanceof OperatorException) {
      return String.valueOf(failure.getMessage());
    }
    if (DatabaseFailures.isUnavailable(failure)) {
      return "the database did not answer in time";
    }
    return DatabaseFailures.sqlOf(failure).isPresent()
        ? "the database refused to tell"
        : "failed unexpectedly: " + failure.getClass().getSimpleName();
  }
}
