package dev.gatehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.jobs.Job;
import dev.gatehouse.jobs.JobState;
import dev.gatehouse.jobs.JobView;
import dev.gatehouse.jobs.JobsModule;
import dev.gatehouse.platform.binding.ApiJson;
import dev.gatehouse.platform.binding.UtcTime;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.RequestOrigin;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
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
final class JobsCommand extends ConfiguredCommand<GatehouseConfiguration> {
  private static final String ACTION = "action";
  private static final String STATE = "state";
  private static final String TYPE = "type";
  private static final String LIMIT = "limit";
  private static final String JSON = "json";
  private static final String ID = "id";
  private static final int USUAL_LIMIT = 100;
  private static final String ROW = "%-12s %-20s %-10s %8s  %-27s  %s";

  private final Clock clock;
  private final PrintStream out;

  JobsCommand(Clock clock, PrintStream out) {
    super("jobs", "shows the jobs, or has failed ones run again");
    this.clock = clock;
    this.out = out;
  }

  @Override
  protected Class<GatehouseConfiguration> getConfigurationClass() {
    return GatehouseConfiguration.class;
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
  protected void run(
      Bootstrap<GatehouseConfiguration> bootstrap,
      Namespace namespace,
      GatehouseConfiguration configuration) {
    Settings settings = configuration.settings();
    DatabaseOfCommand.use(
        configuration,
        (keys, database) -> {
          var pageRequests = new PageRequests(keys);
          var audit = new AuditModule(settings.audit(), keys, pageRequests, database, clock);
          var jobs = new JobsModule(settings.jobs(), audit.log(), pageRequests, database, clock);
          switch (namespace.getString(ACTION)) {
            case "list" -> list(jobs, namespace);
            case "retry" -> retry(jobs, namespace);
            default -> throw new IllegalStateException("an action that the parser does not let in");
          }
        });
  }

  private void list(JobsModule jobs, Namespace namespace) {
    int limit = namespace.getInt(LIMIT);
    if (limit < 1) {
      throw new OperatorException("--limit must be at least 1");
    }
    Optional<JobState> state =
        Optional.ofNullable(namespace.getString(STATE))
            .map(key -> JobState.valueOf(key.toUpperCase(Locale.ROOT)));
    List<Job> found =
        jobs.list().newest(state, Optional.ofNullable(namespace.getString(TYPE)), limit);
    if (namespace.getBoolean(JSON)) {
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

  private void retry(JobsModule jobs, Namespace namespace) {
    RequestOrigin origin = RequestOrigin.ofCommand("jobs");
    List<Long> ids = namespace.getList(ID);
    if (ids == null) {
      int retried = jobs.jobs().retryFailed(origin, Optional.ofNullable(namespace.getString(TYPE)));
      out.println(retried + " jobs are scheduled again");
      return;
    }
    for (long id : ids) {
      try {
        jobs.jobs().retry(origin, id);
      } catch (Failure e) {
        String reason = e.detail() == null ? e.code().error() : e.detail();
        throw new OperatorException("job %d: %s".formatted(id, reason), e);
      }
      out.println("job " + id + " is scheduled again");
    }
  }
}
