package dev.gatehouse;

import dev.gatehouse.backup.BackupConfig;
import dev.gatehouse.platform.commands.MisuseException;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.config.SecretString;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentContainer;
import net.sourceforge.argparse4j.inf.Namespace;

/** The passphrase of backups: from a file that an option names, else from the settings. */
final class PassphraseOption {
  private static final String FILE = "passphrase_file";

  private PassphraseOption() {}

  static void addTo(ArgumentContainer parser) {
    parser
        .addArgument("--passphrase-file")
        .dest(FILE)
        .metavar("FILE")
        .help("its first line is the passphrase; the default is APP_BACKUP_PASSPHRASE");
  }

  static Optional<SecretString> find(Namespace arguments, GatehouseConfiguration configuration) {
    String file = arguments.getString(FILE);
    return file == null
        ? Optional.ofNullable(configuration.settings().backup().passphrase())
        : Optional.of(read(Path.of(file)));
  }

  private static SecretString read(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String line = lines.readLine();
      SecretString passphrase = new SecretString(line == null ? "" : line);
      if (!BackupConfig.isPassphrase(passphrase)) {
        throw new MisuseException(
            "The first line of %s %s: it is the passphrase".formatted(file, BackupConfig.RULE));
      }
      return passphrase;
    } catch (IOException e) {
      throw new OperatorException(
          "The passphrase cannot be read from %s (%s)".formatted(file, e), e);
    }
  }
}
