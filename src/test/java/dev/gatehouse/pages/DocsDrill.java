package dev.gatehouse.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of the API in a real browser; what it looks like is kept in target/screenshots. */
@Tag("browser")
class DocsDrill {
  private static final String ME = "#operations-People-getMe ";

  private final Service service = Service.shared();

  @Test
  void aPersonSignsInOnThePageAndTriesTheApiOut() {
    String email = Service.newEmail();
    service.account(email);
    String root = "http://127.0.0.1:" + service.port();
    try (Browser browser = Browser.start()) {
      browser.open(root + "/docs");
      browser.await("document.querySelectorAll('.opblock').length > 20");
      browser.screenshot("docs");

      browser.click(".auth-wrapper .authorize");
      browser.type("#oauth_username", email);
      browser.type("#oauth_password", Person.PASSWORD);
      browser.screenshot("docs-authorize");
      browser.run(
          "document.querySelector('#oauth_password').closest('.auth-container')"
              + ".querySelector('button.authorize').click()");
      browser.await(
          "[...document.querySelectorAll('.auth-container button')]"
              + ".some(button => button.textContent === 'Logout')");
      browser.click(".auth-btn-wrapper .btn-done");

      browser.click(ME + ".opblock-summary-control");
      browser.click(ME + ".try-out__btn");
      browser.click(ME + ".execute");

      assertThat(browser.text(ME + ".live-responses-table .response .response-col_status"))
          .startsWith("200");
      assertThat(browser.text(ME + ".live-responses-table .response .response-col_description"))
          .contains(email);
      browser.run("document.querySelector('" + ME.strip() + "').scrollIntoView()");
      browser.screenshot("docs-try-it-out");
      assertThat(browser.console()).isEmpty();
      assertThat(browser.requested())
          .contains(root + "/docs")
          .noneMatch(url -> isOfOthers(url, root));
    }
  }

  private static boolean isOfOthers(String url, String root) {
    return url.startsWith("http") && !url.startsWith(root + "/");
  }
}
