package dev.gatehouse;

import dev.gatehouse.doctor.ConfigurationCheck;
import dev.gatehouse.doctor.Doctor;
import dev.gatehouse.doctor.Report;
import dev.gatehouse.platform.config.InvalidConfigurationException;
import dev.gatehouse.platform.config.OperatorException;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Names what is wrong with the installation, each with its remedy, and changes nothing. */
final class DoctorCommand extends OperatorCommand {
  private static final String JSON = "json";

  private final Clock clock;

  DoctorCommand(Clock clock, PrintStream out) {
    super("doctor", "names what is wrong with the installation, and what to do", clock, out);
    this.clock = clock;
  }

  @Override
  public void configure(Subparser parser) {
    parser
        .addArgument("--json")
        .dest(JSON)
        .action(Arguments.storeTrue())
        .help("one JSON document instead of lines");
    super.configure(parser);
  }

  @Override
  protected Argument addFileArgument(Subparser parser) {
    return parser.addArgument("file").help("config.yml");
  }

  @Override
  public void run(Bootstrap<?> dropwizard, Namespace arguments) throws Exception {
    try {
      super.run(dropwizard, arguments);
    } catch (InvalidConfigurationException e) {
      tell(ConfigurationCheck.ofInvalid(List.copyOf(e.getErrors())), arguments);
    }
  }

  @Override
  void run(Namespace arguments, GatehouseConfiguration configuration) {
    try (Examination examination = new Examination(configuration, clock)) {
      tell(new Doctor(examination.checks()).examine(), arguments);
    }
  }

  private void tell(Report report, Namespace arguments) {
    if (arguments.getBoolean(JSON)) {
      out.println(report.json());
    } else {
      out.print(report.text());
    }
    out.flush();
    List<String> faults = report.faults();
    if (!faults.isEmpty()) {
      throw new OperatorException("the doctor found " + String.join(", ", faults));
    }
  }
}
