package dev.gatehouse;

import dev.gatehouse.audit.VerificationResult;
import dev.gatehouse.backup.BackupSummary;
import dev.gatehouse.backup.Restore;
import dev.gatehouse.keyring.KeyRing;
import dev.gatehouse.platform.commands.MisuseException;
import dev.gatehouse.platform.commands.Terminal;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.security.Secrets;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Restores a backup from standard input into an empty database, or only checks it. */
final class RestoreCommand extends OperatorCommand {
  private static final String CHECK = "check";

  private final PrintStream err;
  private final boolean ownsProcess;

  /**
   * The command.
   *
   * @param ownsProcess whether the standard streams are those of the process
   */
  RestoreCommand(Clock clock, PrintStream out, PrintStream err, boolean ownsProcess) {
    super("restore", "restores a backup from standard input into an empty database", clock, out);
    this.err = err;
    this.ownsProcess = ownsProcess;
  }

  @Override
  public void configure(Subparser parser) {
    parser
        .addArgument("--check")
        .dest(CHECK)
        .action(Arguments.storeTrue())
        .help("read the backup to its end, check it and the secret, and touch no database");
    PassphraseOption.addTo(parser);
    ProgressLines.addTo(parser);
    parser.epilog(
        "All of the backup is restored, or nothing. It needs the APP_JWT_SECRET of the database that"
            + " it was made of.\nExample:\n"
            + "java -jar app.jar restore config.yml < gatehouse.backup");
    super.configure(parser);
  }

  @Override
  void run(Namespace arguments, GatehouseConfiguration configuration) {
    if (ownsProcess && Terminal.isStandardInput()) {
      throw new MisuseException(
          "The backup comes from standard input: java -jar app.jar restore config.yml < gatehouse.backup");
    }
    Restore restore = Restore.of(System.in, PassphraseOption.find(arguments, configuration));
    requireSecret(restore, configuration);
    ProgressLines progress = new ProgressLines(err, arguments);
    if (arguments.getBoolean(CHECK)) {
      out.println("the backup is whole: " + restore.check(progress));
      return;
    }
    onDatabase(
        configuration,
        bootstrap -> {
          BackupSummary summary = restore.into(bootstrap.url(), emptying(configuration), progress);
          out.println("restored " + summary);
          verify(modules(bootstrap, configuration));
        });
  }

  /** Before anything is written, as nobody could use what was restored. */
  private static void requireSecret(Restore restore, GatehouseConfiguration configuration) {
    if (restore.wrappedUnder().isEmpty() && restore.secretChecks().isEmpty()) {
      return;
    }
    Secrets secrets =
        DatabaseBootstrap.keptSecrets(configuration)
            .orElseThrow(
                () ->
                    new OperatorException(
                        """
                        The backup needs the secret of the database that it was made of, which is \
                        not in it. Put that into %s (readable by its owner alone), or set \
                        APP_JWT_SECRET. Nothing was restored.\
                        """
                            .formatted(DatabaseBootstrap.secretFile(configuration))));
    try {
      KeyRing.requireFit(secrets, restore.wrappedUnder(), restore.secretChecks());
    } catch (OperatorException e) {
      throw new OperatorException(
          """
          The secret in %s does not fit the backup, which was made of a database with another \
          secret. Name that one. Nothing was restored.\
          """
              .formatted(secrets.source()),
          e);
    }
  }

  private static String emptying(GatehouseConfiguration configuration) {
    return configuration.settings().embedded()
        ? "To have an empty one, stop the service and move %s away; leave the file %s where it is, if it has the secret of the backup."
            .formatted(
                configuration.dataDir().resolve("postgres"),
                DatabaseBootstrap.secretFile(configuration))
        : "Name an empty one in APP_DATABASE_URL, or drop this one and create it again.";
  }

  private void verify(Modules modules) {
    VerificationResult result = modules.audit().verifier().verify(Optional.empty());
    result
        .discrepancy()
        .ifPresent(
            discrepancy -> {
              throw new OperatorException(
                  """
                  Everything was restored, but the audit trail is not clean: %s. It was not clean \
                  when the backup was made, or the backup was forged.\
                  """
                      .formatted(discrepancy.message()));
            });
    out.println(
        "the audit trail is clean: %d entries, head %d:%s"
            .formatted(result.entries(), result.head().number(), result.head().seal()));
  }
}
