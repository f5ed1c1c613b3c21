package dev.gatehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.jobs.Job;
import dev.gatehouse.jobs.JobState;
import dev.gatehouse.jobs.JobView;
import dev.gatehouse.jobs.JobsModule;
import dev.gatehouse.platform.binding.ApiJson;
import dev.gatehouse.platform.binding.UtcTime;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.RequestOrigin;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Shows the jobs, or has some run again. */
final class JobsCommand extends OperatorCommand {
  private static final String STATE = "state";
  private static final String TYPE = "type";
  private static final String LIMIT = "limit";
  private static final String JSON = "json";
  private static final String ID = "id";
  private static final int USUAL_LIMIT = 100;
  private static final String ROW = "%-12s %-20s %-10s %8s  %-27s  %s";

  JobsCommand(Clock clock, PrintStream out) {
    super("jobs", "shows the jobs, or has failed ones run again", clock, out);
  }

  @Override
  public void configure(Subparser parser) {
    parser
        .addArgument(ACTION)
        .choices("list", "retry")
        .help("retry takes jobs that failed or were cancelled; without --id all that failed");
    parser
        .addArgument("--state")
        .dest(STATE)
        .choices(Arrays.stream(JobState.values()).map(JobState::key).toList())
        .help("list: only those in that state");
    parser.addArgument("--type").dest(TYPE).help("only those of that type, such as mail.send");
    parser
        .addArgument("--limit")
        .dest(LIMIT)
        .type(Integer.class)
        .setDefault(USUAL_LIMIT)
        .help("list: how many at most, the newest first");
    parser
        .addArgument("--json")
        .dest(JSON)
        .action(Arguments.storeTrue())
        .help("list: a line of JSON for each, with its attempts");
    parser
        .addArgument("--id")
        .dest(ID)
        .type(Long.class)
        .action(Arguments.append())
        .help("retry: that job; may be repeated");
    super.configure(parser);
  }

  @Override
  void run(Namespace arguments, GatehouseConfiguration configuration) {
    String action = arguments.getString(ACTION);
    onModules(
        configuration,
        modules -> {
          switch (action) {
            case "list" -> list(modules.jobs(), arguments);
            case "retry" -> retry(modules.jobs(), arguments);
            default -> throw impossible(action);
          }
        });
  }

  private void list(JobsModule jobs, Namespace arguments) {
    int limit = arguments.getInt(LIMIT);
    if (limit < 1) {
      throw new OperatorException("--limit must be at least 1");
    }
    String key = arguments.getString(STATE);
    JobState state = key == null ? null : JobState.valueOf(key.toUpperCase(Locale.ROOT));
    List<Job> found = jobs.list().newest(state, arguments.getString(TYPE), limit);
    if (arguments.getBoolean(JSON)) {
      found.forEach(job -> out.println(json(job)));
      return;
    }
    out.println(ROW.formatted("id", "type", "state", "attempts", "run_at", "last_error"));
    found.forEach(job -> out.println(row(job)));
  }

  private static String row(Job job) {
    String error = job.lastError();
    return ROW.formatted(
            job.id(),
            job.type(),
            job.state().key(),
            job.attempts(),
            UtcTime.format(job.runAt()),
            error == null ? "" : error)
        .strip();
  }

  private static String json(Job job) {
    try {
      ObjectNode line = ApiJson.MAPPER.valueToTree(JobView.of(job));
      line.set("history", ApiJson.MAPPER.readTree(job.history()));
      return line.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void retry(JobsModule jobs, Namespace arguments) {
    RequestOrigin origin = RequestOrigin.ofCommand("jobs");
    List<Long> ids = arguments.getList(ID);
    if (ids == null) {
      int retried = jobs.jobs().retryFailed(origin, Optional.ofNullable(arguments.getString(TYPE)));
      out.println(retried + " jobs are scheduled again");
      return;
    }
    for (long id : ids) {
      try {
        jobs.jobs().retry(origin, id);
      } catch (Failure e) {
        throw new OperatorException("job %d: %s".formatted(id, reason(e)), e);
      }
      out.println("job " + id + " is scheduled again");
    }
  }
}
