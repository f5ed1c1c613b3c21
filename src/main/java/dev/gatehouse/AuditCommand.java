package dev.gatehouse;

import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.audit.ChainHead;
import dev.gatehouse.audit.VerificationResult;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.paging.PageRequests;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Verifies the audit trail, or writes it to standard output. */
final class AuditCommand extends ConfiguredCommand<GatehouseConfiguration> {
  private static final String ACTION = "action";
  private static final String HEAD = "head";
  private static final Pattern LINK = Pattern.compile("(\\d{1,18}):([0-9a-fA-F]{64})");

  private final Clock clock;
  private final PrintStream out;

  AuditCommand(Clock clock, PrintStream out) {
    super("audit", "verifies the audit trail, or exports it as JSON lines");
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
        .choices("verify", "export")
        .help("verify names the first entry that is not what it was");
    parser
        .addArgument("--head")
        .dest(HEAD)
        .metavar("NUMBER:HASH")
        .help("of an audit_head line of the log; finds the newest entries missing");
    super.configure(parser);
  }

  @Override
  protected void run(
      Bootstrap<GatehouseConfiguration> bootstrap,
      Namespace namespace,
      GatehouseConfiguration configuration) {
    Optional<ChainHead> head =
        Optional.ofNullable(namespace.getString(HEAD)).map(AuditCommand::link);
    Settings settings = configuration.settings();
    DatabaseOfCommand.use(
        configuration,
        (keys, database) -> {
          var audit =
              new AuditModule(settings.audit(), keys, new PageRequests(keys), database, clock);
          switch (namespace.getString(ACTION)) {
            case "verify" -> verify(audit, head);
            case "export" -> export(audit);
            default -> throw new IllegalStateException("an action that the parser does not let in");
          }
        });
  }

  private void verify(AuditModule audit, Optional<ChainHead> head) {
    VerificationResult result = audit.verifier().verify(head);
    result
        .discrepancy()
        .ifPresent(
            discrepancy -> {
              throw new OperatorException("the audit trail is not clean: " + discrepancy.message());
            });
    out.println(
        "the audit trail is clean: %d entries, head %d:%s"
            .formatted(result.entries(), result.head().number(), result.head().seal()));
  }

  private void export(AuditModule audit) {
    audit.exporter().export(out::println);
    if (out.checkError()) {
      throw new OperatorException("The export could not be written");
    }
  }

  private static ChainHead link(String text) {
    Matcher parts = LINK.matcher(text);
    if (!parts.matches()) {
      throw new OperatorException("--head must be a number and a hash, such as 42:9f86…");
    }
    return new ChainHead(Long.parseLong(parts.group(1)), parts.group(2).toLowerCase(Locale.ROOT));
  }
}
