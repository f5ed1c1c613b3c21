package dev.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Hashes that other systems publish with the passwords they were made of. */
class KnownHashesTest {
  private final HashScheme bcrypt = new BcryptScheme(4);
  private final HashScheme argon2id = new Argon2idScheme();
  private final HashScheme pbkdf2 = new Pbkdf2Scheme();

  private record Known(String password, String hash) {}

  @Test
  void bcryptAgreesWithJBCrypt() {
    assertKnown(
        bcrypt,
        new Known("", "$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s."),
        new Known("abc", "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"),
        new Known(
            "abcdefghijklmnopqrstuvwxyz",
            "$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC"),
        new Known(
            "~!@#$%^&*()      ~!@#$%^&*()PNBFRD",
            "$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO"));
  }

  @Test
  void bcryptAgreesWithCryptBlowfish() {
    assertKnown(
        bcrypt,
        new Known("", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy"),
        new Known("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
        new Known("U*U", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
        new Known("U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
        new Known("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"),
        new Known("U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"));
  }

  @Test
  void bcryptFromElsewhereIsOfTheFirst72Bytes() {
    String read = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    String hash = "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";

    assertKnown(bcrypt, new Known(read + "chars after 72 are ignored", hash));
    assertThat(bcrypt.read(hash).orElseThrow().matches(read.substring(1))).isFalse();
  }

  @Test
  void bcryptIgnoresWhatAnOldPasslibLeftInTheUnusedBitsOfItsSalt() {
    assertKnown(
        bcrypt,
        new Known("loppux", "$2a$12$oaQbBqq8JnSM1NHRPQGXOOm4GCUMqp7meTnkft4zgSnrbhoKdDV0C"),
        new Known("loppux", "$2a$12$oaQbBqq8JnSM1NHRPQGXORm4GCUMqp7meTnkft4zgSnrbhoKdDV0C"));
  }

  @Test
  void argon2idAgreesWithItsReferenceImplementation() {
    assertKnown(
        argon2id,
        new Known(
            "password",
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"),
        new Known(
            "password",
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"),
        new Known(
            "password",
            "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"),
        new Known(
            "differentpassword",
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$C4TWUs9rDEvq7w3+J4umqA32aWKB1+DSiRuBfYxFj94"));
  }

  @Test
  void pbkdf2AgreesWithPasslib() {
    assertKnown(
        pbkdf2,
        new Known(
            "password",
            "$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ"),
        new Known(
            "\u0399\u03c9\u03b1\u03bd\u03bd\u03b7\u03c2",
            "$pbkdf2-sha256$1212$3SABFJGDtyhrQMVt1uABPw$WyaUoqCLgvz97s523nF4iuOqZNbp5Nt8do/cuaa7AiI"),
        new Known(
            "toomanysecrets",
            "$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk"));
  }

  @Test
  void pbkdf2AgreesWithDjango() {
    assertKnown(
        pbkdf2,
        new Known(
            "l\u00e8tmein",
            "pbkdf2_sha256$10000$seasalt$CWWFdHOWwPnki7HvkcqN9iA2T3KLW1cf2uZ5kvArtVY="));
  }

  @Test
  void anEmptyPasswordIsOneLikeAnyOther() {
    String hash =
        "$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ";

    assertThat(pbkdf2.read(hash).orElseThrow().matches("")).isFalse();
  }

  private static void assertKnown(HashScheme scheme, Known... vectors) {
    SoftAssertions.assertSoftly(
        softly -> {
          for (Known known : List.of(vectors)) {
            StoredHash hash = scheme.read(known.hash()).orElseThrow();
            softly.assertThat(hash.matches(known.password())).as(known.hash()).isTrue();
            softly.assertThat(hash.matches("x" + known.password())).as(known.hash()).isFalse();
          }
        });
  }
}
