package dev.gatehouse.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of the API in a real browser; what it looks like is kept in target/screenshots. */
@Tag("browser")
class DocsDrill {
  private static final String ME = "#operations-People-getMe ";

  /** Of 765. */
  private static final int DARK = 150;

  private static final int LIGHT = 700;

  private final Service service = Service.shared();

  @Test
  void aPersonSignsInOnThePageAndTriesTheApiOut() {
    String email = Service.newEmail();
    service.account(email);
    String root = "http://127.0.0.1:" + service.port();
    try (Browser browser = Browser.start()) {
      open(browser);
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
      assertThat(browser.requestedUrls())
          .contains(root + "/docs")
          .noneMatch(url -> isOfOthers(url, root));
    }
  }

  @Test
  void itIsAsDarkAsTheReaderLikesIt() {
    try (Browser browser = Browser.start()) {
      browser.prefersDark(true);
      open(browser);

      assertThat(brightness(browser)).isLessThan(DARK);
      browser.screenshot("docs-dark");
      browser.click(".auth-wrapper .authorize");
      browser.await("document.activeElement.id === 'oauth_username'");
      browser.screenshot("docs-authorize-dark");

      browser.prefersDark(false);
      browser.await("!document.documentElement.classList.contains('dark-mode')");
      assertThat(brightness(browser)).isGreaterThan(LIGHT);
      assertThat(browser.console()).isEmpty();
    }
  }

  @Test
  void whoSignsInMeetsTheFieldsThatTheyNeed() {
    try (Browser browser = Browser.start()) {
      open(browser);
      browser.click(".auth-wrapper .authorize");
      browser.await("document.querySelector('#oauth_username')");

      assertThat(browser.run("return document.activeElement.id").asText())
          .isEqualTo("oauth_username");
      assertThat(
              texts(
                  browser,
                  "[...document.querySelector('#oauth_password').closest('.auth-container')"
                      + ".querySelectorAll('input, select')]"
                      + ".filter(field => field.checkVisibility()).map(field => field.id)"))
          .containsExactly("oauth_username", "oauth_password");
    }
  }

  @Test
  void sectionsForNewcomersComeFirst() {
    try (Browser browser = Browser.start()) {
      open(browser);

      assertThat(
              texts(
                  browser,
                  "[...document.querySelectorAll('.opblock-tag')].map(tag => tag.dataset.tag)"))
          .startsWith("Signing in", "People", "Products");
    }
  }

  @Test
  void anImageThatIsTriedOutIsShown() {
    String file = "#operations-Description-getDocsFile ";
    try (Browser browser = Browser.start()) {
      open(browser);
      browser.click(file + ".opblock-summary-control");
      browser.click(file + ".try-out__btn");
      browser.type(file + ".parameters-container input", "favicon.png");
      browser.click(file + ".execute");

      browser.await("document.querySelector('" + file + ".response img')?.naturalWidth > 0");
      assertThat(browser.console()).isEmpty();
    }
  }

  private void open(Browser browser) {
    browser.open("http://127.0.0.1:" + service.port() + "/docs");
    browser.await("document.querySelectorAll('.opblock').length > 20");
  }

  /** The sum of the three colours of the background, each up to 255. */
  private static int brightness(Browser browser) {
    return browser
        .run(
            "return getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g)"
                + ".slice(0, 3).reduce((sum, part) => sum + Number(part), 0)")
        .asInt();
  }

  private static List<String> texts(Browser browser, String expression) {
    List<String> texts = new ArrayList<>();
    browser.run("return " + expression).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static boolean isOfOthers(String url, String root) {
    return url.startsWith("http") && !url.startsWith(root + "/");
  }
}
