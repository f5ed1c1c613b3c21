package dev.gatehouse.platform.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.config.LayeredConfigurationFactory;
import dev.gatehouse.platform.config.OperatorException;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
  private final PrintStream complained = new PrintStream(err, true, StandardCharsets.UTF_8);
  private final Path folder;

  CommandLineTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theVersionIsOneLineAndNeedsNoConfiguration() {
    assertThat(run("--version")).hasValue(0);
    assertThat(out.toString(StandardCharsets.UTF_8)).matches("gatehouse \\S.*\\R");
  }

  @Test
  void aCommandThatIsNotKnownOrMissingIsMisuse() {
    assertThat(run("dance")).hasValue(CommandLine.MISUSED);
    assertThat(run()).hasValue(CommandLine.MISUSED);
    assertThat(run("open", "--wide")).hasValue(CommandLine.MISUSED);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("dance", "too few", "--wide");
    assertThat(out.size()).isZero();
  }

  @Test
  void aCommandThatWorksIsSilent() {
    assertThat(run("open", "door")).hasValue(0);
    assertThat(err.size()).isZero();
  }

  @Test
  void whatTheOperatorCanPutRightIsOneLineWithoutATrace() {
    assertThat(run("open", "cellar")).hasValue(CommandLine.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8)).matches("gatehouse: find the key\\R");
  }

  @Test
  void whatNobodyExpectedHasATrace() {
    assertThat(run("open", "attic")).hasValue(CommandLine.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("gatehouse: unexpected failure")
        .contains("IllegalStateException", "CommandLineTest");
  }

  @Test
  void aConfigurationThatHoldsIsValidAndItsWarningsAreApart() throws Exception {
    assertThat(run("check", file("rooms: 3"))).hasValue(0);
    assertThat(out.toString(StandardCharsets.UTF_8)).matches("configuration is valid\\R");
    assertThat(err.toString(StandardCharsets.UTF_8)).matches("warning: rooms: are few\\R");
  }

  @Test
  void aConfigurationThatDoesNotHoldIsRefusedWithAllItsFaultsAndNoTrace() throws Exception {
    assertThat(run("check", file("rooms: many\nroofs: 1"))).hasValue(CommandLine.FAILED);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(
            "rooms: must be an integer", "roofs: is not a key of this file; did you mean rooms?")
        .doesNotContain("Exception", "\tat ");
  }

  @Test
  void aConfigurationThatIsNotThereIsNamed() {
    assertThat(run("check", folder.resolve("absent.yml").toString())).hasValue(CommandLine.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("absent.yml", "cannot be read");
  }

  private String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("config.yml"), yaml).toString();
  }

  private OptionalInt run(String... arguments) {
    return new CommandLine<>(House::new, printed, complained).run(arguments);
  }

  record Plan(Integer rooms) {}

  final class House extends Application<Configuration> {
    @Override
    public void initialize(Bootstrap<Configuration> bootstrap) {
      bootstrap.setConfigurationFactoryFactory(
          new LayeredConfigurationFactory<>(
              Plan.class, plan -> List.of(), loaded -> new Configuration(), Map.of()));
      bootstrap.addCommand(
          new CheckCommand<>(
              Configuration.class, house -> List.of("rooms: are few"), printed, complained));
      bootstrap.addCommand(new Open());
    }

    @Override
    public void run(Configuration configuration, Environment environment) {}
  }

  static final class Open extends Command {
    Open() {
      super("open", "opens a door");
    }

    @Override
    public void configure(Subparser subparser) {
      subparser.addArgument("what");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) {
      switch (namespace.getString("what")) {
        case "cellar" -> throw new IllegalArgumentException(new OperatorException("find the key"));
        case "attic" -> throw new IllegalStateException("dark");
        default -> {}
      }
    }
  }
}
