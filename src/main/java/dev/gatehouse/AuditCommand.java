package dev.gatehouse;

import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.audit.ChainHead;
import dev.gatehouse.audit.VerificationResult;
import dev.gatehouse.platform.config.OperatorException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Verifies the audit trail, or writes it to standard output. */
final class AuditCommand extends OperatorCommand {
  private static final String HEAD = "head";
  private static final Pattern LINK = Pattern.compile("(\\d{1,18}):([0-9a-fA-F]{64})");

  AuditCommand(Clock clock, PrintStream out) {
    super("audit", "verifies the audit trail, or exports it as JSON lines", clock, out);
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
  void run(Namespace arguments, GatehouseConfiguration configuration) {
    Optional<ChainHead> head =
        Optional.ofNullable(arguments.getString(HEAD)).map(AuditCommand::link);
    String action = arguments.getString(ACTION);
    onModules(
        configuration,
        modules -> {
          switch (action) {
            case "verify" -> verify(modules.audit(), head);
            case "export" -> export(modules.audit());
            default -> throw impossible(action);
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
    result
        .sealed()
        .ifPresent(
            end ->
                out.println(
                    "up to number %d its key was replaced: those entries are as they were then; whether they had been changed before, only a head logged earlier tells (--head)"
                        .formatted(end.number())));
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
