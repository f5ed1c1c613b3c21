package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether the time of a refused sign-in tells if the address has an account: how often a try with a
 * known address takes longer than one with an unknown address, which is half the time if it does
 * not.
 */
@Tag("timing")
class SignInTimingDrill {
  private static final int WARM_UP = 30;
  private static final int SAMPLES = 200;
  private static final int MORE_SAMPLES = 400;
  private static final double LEAST = 0.45;
  private static final double MOST = 0.55;

  /**
   * What another scheme has used up is measured, not known, so that it cannot be made up exactly.
   */
  private static final double TOLERANCE_OF_FOREIGN = 0.05;

  @Test
  void aKnownAddressTakesAsLongAsAnUnknownOneWithBcrypt() {
    assertAlike(null, "APP_BCRYPT_COST", "12");
  }

  @Test
  void aKnownAddressTakesAsLongAsAnUnknownOneWithArgon2id() {
    assertAlike(null, "APP_PASSWORD_HASH", "argon2id");
  }

  @Test
  void aCheaperBcryptHashTakesAsLongAsAnUnknownAddress() {
    assertAlike(
        "$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC", "APP_BCRYPT_COST", "10");
  }

  @Test
  void aHashOfDjangoTakesAsLongAsAnUnknownAddress() {
    assertAlike(
        "pbkdf2_sha256$10000$seasalt$CWWFdHOWwPnki7HvkcqN9iA2T3KLW1cf2uZ5kvArtVY=",
        "APP_BCRYPT_COST",
        "10");
  }

  @Test
  void aHashOfDjangoTakesAsLongAsAnUnknownAddressWithArgon2id() {
    assertAlike(
        "pbkdf2_sha256$10000$seasalt$CWWFdHOWwPnki7HvkcqN9iA2T3KLW1cf2uZ5kvArtVY=",
        "APP_PASSWORD_HASH",
        "argon2id");
  }

  @Test
  void aCheaperArgon2idHashTakesAsLongAsAnUnknownAddress() {
    assertAlike(
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "APP_BCRYPT_COST",
        "10");
  }

  @Test
  void aDearerBcryptHashTakesAsLongAsAnUnknownAddressOnceItsOwnerHasSignedIn() {
    assertAlikeAfterSignIn(
        "$2b$12$EXRkfkdmXn2gzds2SSitu.MW9.gAVqa9eLS1//RYtYCmB1eLHg.9q",
        "abc",
        "APP_BCRYPT_COST",
        "10");
  }

  @Test
  void aDearerArgon2idHashTakesAsLongAsAnUnknownAddressOnceItsOwnerHasSignedIn() {
    assertAlikeAfterSignIn(
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "password",
        "APP_PASSWORD_HASH",
        "argon2id");
  }

  /** A hash that is not given is one of the service's own. */
  private static void assertAlike(@Nullable String hash, String name, String value) {
    try (Service service = Service.start(name, value, "APP_LIMITS", "off")) {
      Person known = service.account(Service.newEmail());
      if (hash != null) {
        store(service, known, hash);
      }
      assertAlike(service, known, hash == null ? 0 : TOLERANCE_OF_FOREIGN, name + "=" + value);
    }
  }

  private static void assertAlikeAfterSignIn(
      String hash, String password, String name, String value) {
    try (Service service = Service.start(name, value, "APP_LIMITS", "off")) {
      Person known = service.account(Service.newEmail());
      store(service, known, hash);
      service.login(known.email(), password).answer().expect(200);
      assertAlike(service, known, 0, name + "=" + value);
    }
  }

  private static void store(Service service, Person known, String hash) {
    TestDatabase.execute(
        service.database(),
        "update password set hash = '%s' where user_id = %d".formatted(hash, known.id()));
  }

  private static void assertAlike(
      Service service, Person known, double tolerance, String settings) {
    new Samples(service, known.email()).take(WARM_UP);
    Samples samples = new Samples(service, known.email()).take(SAMPLES);
    if (!samples.areAlike()) {
      // of 200 that are alike, chance puts every twelfth set out of the range; of 600, one in 300
      samples.take(MORE_SAMPLES);
    }
    assertThat(samples.share()).as(settings).isBetween(LEAST - tolerance, MOST + tolerance);
  }

  private static final class Samples {
    private final Service service;
    private final String email;
    private final List<Long> known = new ArrayList<>();
    private final List<Long> unknown = new ArrayList<>();

    Samples(Service service, String email) {
      this.service = service;
      this.email = email;
    }

    Samples take(int count) {
      for (int i = 0; i < count; i++) {
        known.add(refusal(email));
        unknown.add(refusal(Service.newEmail()));
      }
      return this;
    }

    private long refusal(String address) {
      Answer answer = service.login(address, "wrong horse 42").answer();
      assertThat(answer.outcome()).isEqualTo("401 bad_credentials");
      return answer.took().toNanos();
    }

    boolean areAlike() {
      return share() >= LEAST && share() <= MOST;
    }

    /** The area under the ROC curve: ties count by half. */
    double share() {
      double longer = 0;
      for (long one : known) {
        for (long other : unknown) {
          longer += one > other ? 1 : one == other ? 0.5 : 0;
        }
      }
      return longer / known.size() / unknown.size();
    }
  }
}
