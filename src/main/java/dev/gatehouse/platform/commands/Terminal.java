package dev.gatehouse.platform.commands;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The terminal that an operator sits at, if there is one. */
public final class Terminal {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console)");

  private Terminal() {}

  /** The console, if a question would be seen there and could be answered. */
  @SuppressWarnings("SystemConsoleNull") // on a later JDK isTerminal tells what null told before
  public static Optional<Console> find() {
    return Optional.ofNullable(System.console()).filter(Terminal::isTerminal);
  }

  /** From JDK 22 on there is a console without a terminal too; before, there is not. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Whether standard error is shown on a terminal, wherever standard output goes. */
  public static boolean isStandardError() {
    return isTerminal(2);
  }

  /** Whether standard output is shown on a terminal. */
  public static boolean isStandardOutput() {
    return isTerminal(1);
  }

  /** Whether standard input comes from a terminal. */
  public static boolean isStandardInput() {
    return isTerminal(0);
  }

  private static boolean isTerminal(int descriptor) {
    try {
      Path file = DESCRIPTORS.resolve(String.valueOf(descriptor));
      return DEVICE.matcher(Files.readSymbolicLink(file).toString()).matches();
    } catch (IOException | UnsupportedOperationException e) {
      return find().isPresent();
    }
  }
}
