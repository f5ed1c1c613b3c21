package dev.gatehouse.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Service;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountPagesApiTest {
  private static final List<String> PAGES =
      List.of("/account/reset-password", "/account/verify-email", "/account/accept-invitation");
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private final Service service =
      Service.start(
          "APP_NAME", "Ann's <Shop> & {path}", "APP_PUBLIC_URL", "https://shop.example/id");

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void thePagesAreHtmlThatLoadsNothingFromElsewhere() {
    for (String page : PAGES) {
      Answer answer = service.get(page).header("Accept", "text/html,*/*;q=0.8").answer();

      assertThat(answer.status()).as(page).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Content-Security-Policy"))
          .startsWith("default-src 'none';")
          .contains("script-src 'self'", "form-action 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(LOADED.matcher(answer.body()).results().map(found -> found.group(1)))
          .containsExactly("data:,", "/id/account/account.css", "/id/account/account.js");
    }
  }

  @Test
  void theyHaveNoScriptAndNoStyleInThem() {
    for (String page : PAGES) {
      String html = service.get(page).answer().body();

      assertThat(html).contains("<html lang=\"en\">", "<noscript>", "aria-live", "<h1>");
      assertThat(html).doesNotContain("<style", "style=", "onclick", "onsubmit");
      assertThat(html).doesNotContainPattern("<script[^>]*>[^<]");
    }
  }

  @Test
  void theNameOfTheServiceIsDataOnThem() {
    for (String page : PAGES) {
      assertThat(service.get(page).answer().body())
          .contains("Ann&#39;s &lt;Shop&gt; &amp; {path}")
          .doesNotContain("<Shop>");
    }
  }

  @Test
  void assetsExistAndMayBeCached() {
    Answer style = service.get("/account/account.css").answer();
    Answer script = service.get("/account/account.js").answer();

    assertThat(style.header("Content-Type")).isEqualTo("text/css;charset=utf-8");
    assertThat(script.header("Content-Type")).isEqualTo("text/javascript;charset=utf-8");
    assertThat(List.of(style, script))
        .allSatisfy(
            file -> assertThat(file.header("Cache-Control")).isEqualTo("public, max-age=3600"));
    assertThat(script.body()).contains("history.replaceState", "location.hash");
  }

  @Test
  void nobodyNeedsATokenAndNoOtherMethodIsThere() {
    for (String page : PAGES) {
      assertThat(service.get(page).bearer("nonsense").answer().status()).isEqualTo(200);
      assertThat(service.get(page + "/").answer().status()).isEqualTo(200);
      assertThat(service.post(page).answer().outcome()).isEqualTo("405 method_not_allowed");
      assertThat(service.get(page).header("Accept", "application/json").answer().outcome())
          .isEqualTo("406 not_acceptable");
    }
    assertThat(service.get("/account").answer().outcome()).isEqualTo("404 not_found");
    assertThat(service.get("/account/account.map").answer().outcome()).isEqualTo("404 not_found");
  }
}
