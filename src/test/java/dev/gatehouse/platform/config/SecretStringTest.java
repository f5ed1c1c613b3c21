package dev.gatehouse.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretStringTest {
  private record Holder(SecretString secret) {}

  @Test
  void aSecretInARecordIsNotShown() {
    Holder holder = new Holder(new SecretString("tell nobody"));

    assertThat(holder.toString()).doesNotContain("tell", "nobody");
    assertThat(holder.secret().reveal()).isEqualTo("tell nobody");
  }

  @Test
  void equalSecretsAreEqualAndOthersAreNot() {
    assertThat(new SecretString("a")).isEqualTo(new SecretString("a"));
    assertThat(new SecretString("a")).isNotEqualTo(new SecretString("b"));
  }
}
