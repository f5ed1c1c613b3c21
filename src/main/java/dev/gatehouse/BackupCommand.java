package dev.gatehouse;

import dev.gatehouse.backup.Backup;
import dev.gatehouse.backup.BackupSummary;
import dev.gatehouse.platform.commands.MisuseException;
import dev.gatehouse.platform.commands.Terminal;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.database.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Writes the whole database to standard output. */
final class BackupCommand extends OperatorCommand {
  private final Clock clock;
  private final PrintStream err;
  private final boolean ownsProcess;

  /**
   * The command.
   *
   * @param ownsProcess whether the standard streams are those of the process
   */
  BackupCommand(Clock clock, PrintStream out, PrintStream err, boolean ownsProcess) {
    super("backup", "writes the database to standard output, while the service runs", clock, out);
    this.clock = clock;
    this.err = err;
    this.ownsProcess = ownsProcess;
  }

  @Override
  public void configure(Subparser parser) {
    PassphraseOption.addTo(parser);
    ProgressLines.addTo(parser);
    parser.epilog(
        "The file has password hashes, so encrypt it. It does not have APP_JWT_SECRET, which a"
            + " restore needs.\nExample:\n"
            + "java -jar app.jar backup config.yml > gatehouse.backup");
    super.configure(parser);
  }

  @Override
  void run(Namespace arguments, GatehouseConfiguration configuration) {
    if (ownsProcess && Terminal.isStandardOutput()) {
      throw new MisuseException(
          """
          A backup is no text for a terminal. Redirect it: java -jar app.jar backup config.yml > \
          gatehouse.backup\
          """);
    }
    Optional<SecretString> passphrase = PassphraseOption.find(arguments, configuration);
    ProgressLines progress = new ProgressLines(err, arguments);
    onDatabase(
        configuration,
        bootstrap -> {
          Database.requireUsable(bootstrap.url().forMigrations());
          Backup backup = new Backup(bootstrap.url(), Modules.VERSION, clock);
          try {
            BackupSummary summary = backup.write(new CheckedOutput(), passphrase, progress);
            progress.say(
                "backed up %s%s"
                    .formatted(
                        summary,
                        passphrase.isPresent()
                            ? ", encrypted"
                            : ", not encrypted: whoever reads it has the password hashes"));
          } catch (IOException e) {
            throw new OperatorException(
                """
                Standard output cannot be written: no space is left there, or whoever reads it has \
                ended. What was written is no whole backup, and restore refuses it.\
                """,
                e);
          }
        });
  }

  /** Standard output, whose failures are not passed over. */
  private final class CheckedOutput extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      if (out.checkError()) {
        throw new IOException("standard output does not take it");
      }
    }
  }
}
