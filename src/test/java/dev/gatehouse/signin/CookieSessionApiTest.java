package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Call;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The refresh token in a cookie of the service's own pages. */
class CookieSessionApiTest {
  private static final String AUTH = "/api/v1/auth/";
  private static final String ORIGIN = "https://shop.example";
  private static final Service SERVICE =
      Service.start("APP_COOKIE_SESSIONS", "on", "APP_PUBLIC_URL", ORIGIN + ":443/api");

  private final Person ann = SERVICE.account(Service.newEmail());

  @AfterAll
  static void close() {
    SERVICE.close();
  }

  private static Call fromOwnPage(Call call) {
    return call.header("X-Session", "cookie").header("Origin", ORIGIN);
  }

  private Answer login() {
    return fromOwnPage(SERVICE.login(ann.email(), Person.PASSWORD)).answer();
  }

  private static String cookie(Answer answer) {
    return answer.expect(200).header("Set-Cookie").split(";", 2)[0];
  }

  private static Call refresh(String cookie) {
    return fromOwnPage(SERVICE.post(AUTH + "refresh")).header("Cookie", cookie);
  }

  @Test
  void theCookieHoldsTheTokenInsteadOfTheBody() {
    Answer tokens = login();

    assertThat(tokens.json().has("refresh_token")).isFalse();
    assertThat(tokens.number("refresh_expires_in")).isEqualTo(Duration.ofDays(30).toSeconds());
    assertThat(tokens.header("Set-Cookie"))
        .matches("__Host-gatehouse=[A-Za-z0-9_-]{70};.*")
        .contains("HttpOnly", "Secure", "SameSite=Strict", "Path=/", "Max-Age=2592000")
        .doesNotContain("Domain");
    SERVICE.get("/api/v1/users/me").bearer(tokens.text("access_token")).answer().expect(200);
  }

  @Test
  void aRefreshByCookieNeedsNoBodyAndReplacesTheCookie() {
    String first = cookie(login());
    Answer refreshed = refresh(first).answer();
    String second = cookie(refreshed);

    assertThat(refreshed.json().has("refresh_token")).isFalse();
    assertThat(second).isNotEqualTo(first);
    assertThat(cookie(refresh(second).json().answer())).isNotEqualTo(second);
    Call slashed = fromOwnPage(SERVICE.post(AUTH + "refresh/")).header("Cookie", second);
    assertThat(slashed.answer().status()).isEqualTo(200);
    // two tabs and a lost answer: as for tokens in bodies
    assertThat(cookie(refresh(second).answer())).isEqualTo(cookie(refresh(second).answer()));
    SERVICE.clock().advance(Duration.ofSeconds(11));
    assertThat(refresh(first).answer().outcome()).isEqualTo("401 invalid_refresh_token");
    assertThat(refresh("other=1").answer().outcome()).isEqualTo("401 invalid_refresh_token");
  }

  @Test
  void tokensInBothPlacesAreRefused() {
    String cookie = cookie(login());

    assertThat(refresh(cookie).json("refresh_token", "x").answer().fields())
        .containsExactly("refresh_token");
    assertThat(refresh(cookie).json("other", "x").answer().fields()).containsExactly("other");
    refresh(cookie).answer().expect(200);
  }

  @Test
  void onlyPagesOfThisOriginAreServed() {
    String cookie = cookie(login());
    String refresh = AUTH + "refresh";
    Call asking = SERVICE.post(refresh).header("Cookie", cookie).header("X-Session", "cookie");

    assertThat(asking.answer().outcome()).isEqualTo("403 forbidden");
    for (String site : List.of("same-site", "cross-site", "none", "")) {
      assertThat(asking.header("Sec-Fetch-Site", site).answer().outcome())
          .isEqualTo("403 forbidden");
    }
    asking.header("Sec-Fetch-Site", "same-origin").answer().expect(200);
    for (String origin :
        List.of(
            "null", "", "http://shop.example", "https://shop.example:444", "https://x.example")) {
      assertThat(asking.header("Origin", origin).answer().outcome()).isEqualTo("403 forbidden");
    }
    Call login = SERVICE.login(ann.email(), Person.PASSWORD).header("X-Session", "cookie");
    assertThat(login.answer().outcome()).isEqualTo("403 forbidden");
    Call code = SERVICE.post(AUTH + "mfa").json("mfa_token", "x", "code", "1");
    assertThat(code.header("X-Session", "cookie").answer().outcome()).isEqualTo("403 forbidden");
  }

  @Test
  void withoutTheHeaderTheCookieIsNotLookedAt() {
    String cookie = cookie(login());
    Call plain = SERVICE.post(AUTH + "refresh").header("Cookie", cookie);

    assertThat(plain.answer().outcome()).isEqualTo("415 unsupported_media_type");
    assertThat(plain.json().answer().fields()).containsExactly("refresh_token");
    assertThat(SERVICE.get("/api/v1/users/me").header("Cookie", cookie).answer().status())
        .isEqualTo(401);
    Answer tokens = SERVICE.login(ann.email(), Person.PASSWORD).answer().expect(200);
    assertThat(tokens.header("Set-Cookie")).isEmpty();
    assertThat(tokens.text("refresh_token")).isNotEmpty();
  }

  @Test
  void theSecondStepKeepsTheSessionInTheCookie() {
    Person bob = SERVICE.person();
    Authenticator app = Authenticator.of(bob, SERVICE.clock());
    Answer first = fromOwnPage(SERVICE.login(bob.email(), Person.PASSWORD)).answer();

    assertThat(first.outcome()).isEqualTo("403 mfa_required");
    assertThat(first.header("Set-Cookie")).isEmpty();
    Call second =
        SERVICE.post(AUTH + "mfa").json("mfa_token", first.text("mfa_token"), "code", app.next());
    assertThat(cookie(fromOwnPage(second).answer())).startsWith("__Host-gatehouse=");
  }

  @Test
  void signingOutClearsTheCookie() {
    Answer tokens = login();
    Answer out = SERVICE.post(AUTH + "logout").bearer(tokens.text("access_token")).answer();

    assertThat(out.expect(204).header("Set-Cookie"))
        .startsWith("__Host-gatehouse=;")
        .contains("Max-Age=0", "Path=/", "Secure");
    assertThat(refresh(cookie(tokens)).answer().outcome()).isEqualTo("401 invalid_refresh_token");
    assertThat(SERVICE.post(AUTH + "logout").answer().header("Set-Cookie")).isEmpty();
  }

  @Test
  void revokingATokenClearsTheCookieUnlessAPageOfAnotherOriginAsks() {
    Call revoke = SERVICE.post("/oauth2/revoke").form("token", login().text("access_token"));

    assertThat(revoke.header("Sec-Fetch-Site", "cross-site").answer().header("Set-Cookie"))
        .isEmpty();
    assertThat(revoke.header("Sec-Fetch-Site", "same-origin").answer().header("Set-Cookie"))
        .startsWith("__Host-gatehouse=;");
    assertThat(revoke.header("Origin", "https://x.example").answer().header("Set-Cookie"))
        .isEmpty();
  }

  @Test
  void whenSwitchedOffTheHeaderIsNotLookedAt() {
    Service off = Service.shared();
    Person bob = off.account(Service.newEmail());
    Answer tokens =
        off.login(bob.email(), Person.PASSWORD).header("X-Session", "cookie").answer().expect(200);

    assertThat(tokens.header("Set-Cookie")).isEmpty();
    String refresh = tokens.text("refresh_token");
    Call call = off.post(AUTH + "refresh").header("X-Session", "cookie");
    assertThat(call.answer().outcome()).isEqualTo("415 unsupported_media_type");
    call.header("Cookie", "__Host-gatehouse=" + refresh);
    assertThat(call.json().answer().fields()).containsExactly("refresh_token");
    call.json("refresh_token", refresh).answer().expect(200);
  }
}
