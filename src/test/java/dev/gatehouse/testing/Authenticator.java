package dev.gatehouse.testing;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** A person's authenticator app, which uses the clock of the service. */
public final class Authenticator {
  public static final String TOTP = "/api/v1/users/me/mfa/totp";
  public static final Duration STEP = Duration.ofSeconds(30);

  private final SettableClock clock;
  private final SecretKeySpec key;
  private final List<String> recoveryCodes = new ArrayList<>();

  private Authenticator(SettableClock clock, String secret) {
    this.clock = clock;
    this.key = new SecretKeySpec(new Base32().decode(secret), "HmacSHA1");
  }

  /** An app that knows a secret, not yet activated. */
  public static Authenticator showing(String secret, SettableClock clock) {
    return new Authenticator(clock, secret);
  }

  /** The app of a person whose second factor is on. The code of the current step is used up. */
  public static Authenticator of(Person person, SettableClock clock) {
    Answer setup = person.post(TOTP).json("current_password", Person.PASSWORD).answer().expect(200);
    Authenticator app = showing(setup.text("secret"), clock);
    Answer on = person.post(TOTP + "/confirm").json("code", app.code()).answer().expect(200);
    on.json().path("recovery_codes").forEach(code -> app.recoveryCodes.add(code.asText()));
    return app;
  }

  public List<String> recoveryCodes() {
    return recoveryCodes;
  }

  /** The code of the current step. */
  public String code() {
    return code(0);
  }

  /** The code a number of steps later. */
  public String code(int steps) {
    try {
      return new TimeBasedOneTimePasswordGenerator(STEP)
          .generateOneTimePasswordString(
              key, clock.instant().plus(STEP.multipliedBy(steps)), Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new AssertionError(e);
    }
  }

  /** Advances the clock to the next step and returns its code. */
  public String next() {
    clock.advance(STEP);
    return code();
  }

  /** A code that is wrong for all steps around now. */
  public String wrong() {
    List<String> right = List.of(code(-2), code(-1), code(), code(1), code(2));
    return List.of("000000", "111111", "222222", "333333", "444444", "555555").stream()
        .filter(code -> !right.contains(code))
        .findFirst()
        .orElseThrow();
  }
}
