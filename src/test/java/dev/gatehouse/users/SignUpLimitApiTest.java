package dev.gatehouse.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SignUpLimitApiTest {
  private static final Service SERVICE =
      Service.start(
          "APP_LIMITS", "on", "APP_TRUSTED_PROXIES", "127.0.0.1", "APP_HASHING_QUEUE", "1000");

  @AfterAll
  static void close() {
    SERVICE.close();
  }

  @Test
  void ofSixtyFiveSignUpsAtOnceFromOneAddressSixtyPassAndTheRestAMinuteLater() {
    List<String> outcomes =
        SERVICE.atOnce(65, n -> signUp("192.0.2.1")).stream().map(Answer::outcome).toList();

    assertThat(outcomes).containsOnly("201", "429 too_many_requests");
    assertThat(Collections.frequency(outcomes, "201")).isEqualTo(60);
    Answer refused = signUp("192.0.2.1").answer();
    assertThat(refused.header("Retry-After")).isEqualTo("60");
    assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"sign_up_per_address\";q=60;w=60");
    assertThat(signUp("192.0.2.2").answer().outcome()).isEqualTo("201");

    SERVICE.clock().advance(Duration.ofMinutes(1));

    assertThat(signUp("192.0.2.1").answer().outcome()).isEqualTo("201");
  }

  @Test
  void invalidSignUpsAreNotCountedAndAdministratorsAreExempt() {
    Person root = SERVICE.admin();
    IntStream.range(0, 61)
        .forEach(n -> from("192.0.2.3", SERVICE.signUp("nonsense")).answer().expect(422));
    IntStream.range(0, 60).forEach(n -> signUp("192.0.2.3").answer().expect(201));

    assertThat(signUp("192.0.2.3").answer().status()).isEqualTo(429);
    assertThat(from("192.0.2.3", SERVICE.signUp("nonsense")).answer().status()).isEqualTo(422);
    Call made = signUp("192.0.2.3").bearer(root.tokens().access());
    assertThat(made.answer().outcome()).isEqualTo("201");
  }

  private static Call signUp(String address) {
    return from(address, SERVICE.signUp(Service.newEmail()));
  }

  private static Call from(String address, Call call) {
    return call.header("X-Forwarded-For", address);
  }
}
