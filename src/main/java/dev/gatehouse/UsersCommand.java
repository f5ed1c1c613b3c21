package dev.gatehouse;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.users.AccountTransfer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Brings people in from standard input, or writes all of them to standard output, as NDJSON. */
final class UsersCommand extends OperatorCommand {

  private final PrintStream err;

  UsersCommand(Clock clock, PrintStream out, PrintStream err) {
    super("users", "imports accounts with their password hashes, or exports them", clock, out);
    this.err = err;
  }

  @Override
  public void configure(Subparser parser) {
    parser
        .addArgument(ACTION)
        .choices("import", "export")
        .help("import reads NDJSON from standard input, export writes it to standard output");
    super.configure(parser);
  }

  @Override
  void run(Namespace arguments, GatehouseConfiguration configuration) {
    String action = arguments.getString(ACTION);
    onModules(
        configuration,
        modules -> {
          AccountTransfer transfer = modules.users().transfer();
          switch (action) {
            case "import" -> importInto(transfer);
            case "export" -> transfer.exportTo(this::print);
            default -> throw impossible(action);
          }
        });
  }

  private void importInto(AccountTransfer transfer) {
    AccountTransfer.Summary done;
    try {
      done =
          transfer.importFrom(
              System.in,
              RequestOrigin.ofCommand("users import"),
              (line, what) -> err.println("line " + line + ": " + what));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.printf(
        "imported %d, skipped %d, refused %d%n", done.imported(), done.skipped(), done.refused());
    if (done.refused() > 0) {
      throw new OperatorException(
          "%d lines were refused; put them right and import the same file again"
              .formatted(done.refused()));
    }
  }

  private void print(byte[] lines) {
    out.write(lines, 0, lines.length);
    if (out.checkError()) {
      throw new OperatorException("Standard output was closed before the end of the export");
    }
  }
}
