package dev.gatehouse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseUrlTest {
  @Test
  void bothFormsAreEquivalent() {
    assertThat(settingsOf("postgresql://ann:secret@db.example:6432/shop?sslmode=require"))
        .isEqualTo(
            settingsOf(
                "jdbc:postgresql://db.example:6432/shop?user=ann&password=secret&sslmode=require"))
        .isEqualTo("ann:secret@db.example:6432/shop require");
  }

  @Test
  void aMissingPortIs5432() {
    assertThat(DatabaseUrl.parse("postgresql://ann:x@db.example/shop").port()).isEqualTo(5432);
  }

  @Test
  void anEncodedUserAndPasswordAreDecoded() {
    String url =
        "postgresql://a%40b%3Ac:p%3Aw%20%231%20%27x%27%20%22y%22%2F%40%3F%25%2B%26%3D+@127.0.0.1:5432/shop";

    assertThat(settingsOf(url)).startsWith("a@b:c:p:w #1 'x' \"y\"/@?%+&=+@127.0.0.1:5432/shop");
  }

  @Test
  void anAtSignInAPasswordNeedsNoEncoding() {
    assertThat(settingsOf("postgresql://ann:p@ss@db/shop")).startsWith("ann:p@ss@db:5432/shop");
  }

  @Test
  void anIpv6AddressStandsInBrackets() {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://ann:x@[::1]:6432/shop");

    assertThat(url.host()).isEqualTo("[::1]");
    assertThat(url.port()).isEqualTo(6432);
  }

  @Test
  void libpqParametersReachTheDriver() {
    PGSimpleDataSource source = new PGSimpleDataSource();

    DatabaseUrl.parse("postgresql://ann:x@db/shop?application_name=till&prepareThreshold=0")
        .applyTo(source);

    assertThat(source.getApplicationName()).isEqualTo("till");
    assertThat(source.getPrepareThreshold()).isZero();
  }

  @Test
  void aRevealedUrlParsesAgain() {
    String url = "postgresql://a%40b:p%20%2B%25@db:1234/shop?sslmode=disable";

    assertThat(settingsOf(DatabaseUrl.parse(url).reveal())).isEqualTo(settingsOf(url));
  }

  @Test
  void aBadUrlIsRejectedWithoutShowingIt() {
    for (String bad :
        new String[] {
          "mysql://ann:hunter2@db/shop",
          "postgresql://ann:hunter2/5@db/shop",
          "postgresql://ann:hunter2@db:99999/shop",
          "postgresql://ann:hunter2%zz@db/shop",
          "postgresql://ann:hunter2@db/shop?nonsense=hunter2",
          "postgresql://ann:hunter2?hunter2=hunter2@db/shop",
          "postgresql://ann:hunter2@db/shop?sslmode",
          "postgresql://ann:hunter2@%2Ftmp/shop",
          "postgresql://db/shop?password=hunter2",
          "jdbc:postgresql://db:port/shop?user=ann&password=hunter2",
        }) {
      assertThatThrownBy(() -> DatabaseUrl.parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("hunter2/")
          .message()
          .doesNotContain("ann")
          .isNotBlank();
    }
  }

  @Test
  void thePasswordIsNotInItsText() {
    assertThat(DatabaseUrl.parse("postgresql://ann:hunter2@db/shop")).hasToString("db:5432/shop");
  }

  private static String settingsOf(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    DatabaseUrl.parse(url).applyTo(source);
    return "%s:%s@%s:%d/%s %s"
        .formatted(
            source.getUser(),
            source.getPassword(),
            String.join(",", source.getServerNames()),
            source.getPortNumbers()[0],
            source.getDatabaseName(),
            source.getSslMode());
  }
}
