package dev.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A stored hash is input: what asks for too much, or is not quite a hash, is none. */
class HashBoundsTest {
  private static final String SALT_AND_TAG =
      "$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
  private static final String PASSLIB_TAIL =
      "$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ";
  private static final String DJANGO_TAIL = "$seasalt$CWWFdHOWwPnki7HvkcqN9iA2T3KLW1cf2uZ5kvArtVY=";
  private static final String BCRYPT_TAIL =
      "$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

  private final List<HashScheme> schemes =
      List.of(new BcryptScheme(4), new Argon2idScheme(), new Pbkdf2Scheme());

  @Test
  void bcryptCostsFourToSixteen() {
    assertRead("$2b$04" + BCRYPT_TAIL, "$2b$16" + BCRYPT_TAIL);
    assertRefused("$2b$03" + BCRYPT_TAIL, "$2b$17" + BCRYPT_TAIL, "$2b$31" + BCRYPT_TAIL);
  }

  @Test
  void argon2idTakesNoMoreThan128MiBAndAGibibyteInAll() {
    assertRead(
        argon2id("m=131072,t=8,p=1"), argon2id("m=65536,t=16,p=4"), argon2id("m=102400,t=2,p=8"));
    assertRefused(
        argon2id("m=131073,t=1,p=1"),
        argon2id("m=131072,t=9,p=1"),
        argon2id("m=4194304,t=1,p=1"),
        argon2id("m=4294967295,t=4294967295,p=1"),
        argon2id("m=1024,t=0,p=1"),
        argon2id("m=7,t=1,p=1"),
        argon2id("m=1024,t=1,p=0"),
        argon2id("m=1024,t=1,p=17"));
  }

  @Test
  void pbkdf2TakesNoMoreThanFiveMillionRounds() {
    assertRead("$pbkdf2-sha256$5000000" + PASSLIB_TAIL, "pbkdf2_sha256$5000000" + DJANGO_TAIL);
    assertRefused(
        "$pbkdf2-sha256$5000001" + PASSLIB_TAIL,
        "$pbkdf2-sha256$1000000000" + PASSLIB_TAIL,
        "$pbkdf2-sha256$0" + PASSLIB_TAIL,
        "pbkdf2_sha256$5000001" + DJANGO_TAIL,
        "pbkdf2_sha256$1000000000" + DJANGO_TAIL);
  }

  @Test
  void nearMissesAreNoHashes() {
    assertRefused(
        "",
        "!",
        "password",
        "$2x$05" + BCRYPT_TAIL,
        "$2b$05" + BCRYPT_TAIL + "x",
        "$2b$05" + BCRYPT_TAIL + "\n",
        "$2b$05" + BCRYPT_TAIL.replace('.', '~'),
        "$argon2i$v=19$m=256,t=2,p=1" + SALT_AND_TAG,
        "$argon2id$v=20$m=256,t=2,p=1" + SALT_AND_TAG,
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$CTFh",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQab$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4ab",
        "pbkdf2_sha1$10000" + DJANGO_TAIL,
        "$pbkdf2-sha256$1212$4vjV8$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ");
  }

  private static String argon2id(String parameters) {
    return "$argon2id$v=19$" + parameters + SALT_AND_TAG;
  }

  private void assertRead(String... hashes) {
    assertThat(hashes).allMatch(this::isRead);
  }

  private void assertRefused(String... hashes) {
    assertThat(hashes).noneMatch(this::isRead);
  }

  private boolean isRead(String hash) {
    return schemes.stream().anyMatch(scheme -> scheme.read(hash).isPresent());
  }
}
