package dev.gatehouse.doctor;

import dev.gatehouse.platform.config.SecretString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the configured secrets are hard to guess, and different. */
public final class SecretsCheck implements Check {
  private static final String MAKE =
      "Make one with `openssl rand -hex 32`, name the old one in APP_JWT_SECRET_PREVIOUS meanwhile,"
          + " and run `keys rewrap` (docs/operating.md, Changing the secret).";

  private final @Nullable SecretString secret;
  private final @Nullable SecretString previous;
  private final Optional<String> databasePassword;

  public SecretsCheck(
      @Nullable SecretString secret,
      @Nullable SecretString previous,
      Optional<String> databasePassword) {
    this.secret = secret;
    this.previous = previous;
    this.databasePassword = databasePassword;
  }

  @Override
  public String name() {
    return "secrets";
  }

  @Override
  public Outcome run() {
    if (secret == null) {
      return Outcome.ok("the secret was generated");
    }
    String text = secret.reveal();
    List<Finding> findings = new ArrayList<>();
    if (SecretStrength.isWellKnown(text)) {
      findings.add(
          new Finding(
              FaultCode.SECRET_WELL_KNOWN,
              "APP_JWT_SECRET is made of words that samples and manuals have.",
              MAKE));
    } else if (SecretStrength.isWeak(text)) {
      findings.add(
          new Finding(
              FaultCode.SECRET_WEAK,
              "APP_JWT_SECRET repeats itself or has few different characters: it can be guessed.",
              MAKE));
    }
    if (previous != null && previous.reveal().equals(text)) {
      findings.add(
          new Finding(
              FaultCode.SECRET_EQUALS_PREVIOUS,
              "APP_JWT_SECRET and APP_JWT_SECRET_PREVIOUS are the same.",
              "Remove the previous one, or set APP_JWT_SECRET to the new one."));
    }
    if (databasePassword.filter(text::equals).isPresent()) {
      findings.add(
          new Finding(
              FaultCode.SECRET_EQUALS_PASSWORD,
              "APP_JWT_SECRET is the password of the database too, so whoever has one of them has"
                  + " all.",
              MAKE));
    }
    return Outcome.of(findings, "they are hard to guess, and different");
  }
}
