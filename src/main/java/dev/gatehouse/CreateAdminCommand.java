package dev.gatehouse;

import dev.gatehouse.platform.binding.RecordValidation;
import dev.gatehouse.platform.commands.Terminal;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.users.NewUser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Makes an administrator, or an administrator of somebody, with the password that is given. */
final class CreateAdminCommand extends OperatorCommand {
  private static final String EMAIL = "email";

  CreateAdminCommand(Clock clock, PrintStream out) {
    super(
        "create-admin",
        "makes an administrator; the password comes from standard input",
        clock,
        out);
  }

  @Override
  public void configure(Subparser parser) {
    parser.addArgument("--email").dest(EMAIL).required(true).help("the address to sign in with");
    super.configure(parser);
  }

  @Override
  void run(Namespace arguments, GatehouseConfiguration configuration) {
    NewUser admin = NewUser.admin(arguments.getString(EMAIL), readPassword());
    requireValid(admin);
    onModules(
        configuration,
        modules -> {
          try {
            modules.users().users().ensureAdmin(admin, RequestOrigin.ofCommand(getName()));
          } catch (Failure e) {
            throw new OperatorException(reason(e), e);
          }
        });
    out.println("administrator " + admin.email() + " can sign in");
  }

  private static void requireValid(NewUser admin) {
    String faults =
        RecordValidation.validator().validate(admin).stream()
            .map(fault -> fault.getPropertyPath() + " " + fault.getMessage())
            .sorted()
            .collect(Collectors.joining("; "));
    if (!faults.isEmpty()) {
      throw new OperatorException(faults);
    }
  }

  private static String readPassword() {
    Optional<char[]> typed = Terminal.find().map(console -> console.readPassword("Password: "));
    if (typed.isPresent()) {
      return new String(typed.get());
    }
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line == null) {
        throw new OperatorException("Give the password on standard input, in one line");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
