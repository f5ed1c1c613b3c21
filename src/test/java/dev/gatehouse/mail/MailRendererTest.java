package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MailRendererTest {
  private static final Recipient ANN = new Recipient(7, "ann@people.example");
  private static final Instant NOW = Instant.parse("2026-11-24T18:05:59Z");
  private static final QueuedMail MAIL = new QueuedMail(1, "1@gate.example", "", NOW);

  @Test
  void everyLetterSaysWhatItIsAboutInBothParts() {
    for (AccountMail type : AccountMail.values()) {
      MailTemplate.Content content = fill("Shop", message(type));

      assertThat(content.subject()).as("%s", type).contains("Shop").doesNotContain("{");
      assertThat(content.text()).as("%s", type).contains("Shop").doesNotContain("{", "<", "&");
      assertThat(content.html()).as("%s", type).contains("Shop", "</html>").doesNotContain("{");
    }
  }

  @Test
  void aNoticeTellsWhenAndFromWhere() {
    Stream.of(AccountMail.values())
        .filter(AccountMail::isNotice)
        .forEach(
            type ->
                assertThat(fill("Shop", message(type)).text())
                    .as("%s", type)
                    .contains("24 November 2026, 18:05 UTC", "203.0.113.9"));
  }

  @Test
  void aLinkIsTheContractsAndStandsWholeInBothParts() {
    MailTemplate.Content verify = fill("Shop", MailRequest.verifyEmail(ANN, "tok-1_A", NOW));
    MailTemplate.Content change = fill("Shop", MailRequest.confirmEmailChange(ANN, "tok-2", NOW));
    MailTemplate.Content reset = fill("Shop", MailRequest.resetPassword(ANN, "tok-3", NOW));

    assertThat(verify.text())
        .contains("\r\nhttps://gate.example/account/verify-email#token=tok-1_A\r\n");
    assertThat(verify.html())
        .contains("href=\"https://gate.example/account/verify-email#token=tok-1_A\"");
    assertThat(change.text())
        .contains("\r\nhttps://gate.example/account/verify-email#token=tok-2\r\n");
    assertThat(reset.text())
        .contains("\r\nhttps://gate.example/account/reset-password#token=tok-3\r\n");
    assertThat(reset.text()).contains("until 24 November 2026, 18:05 UTC");
  }

  @Test
  void linksLeadToTheOperatorsOwnPagesWhereThereAreSuch() {
    MailConfig config =
        new MailConfig(
            null,
            null,
            null,
            "https://a.example/r?x=1&y=2",
            "https://a.example/v",
            NoticesConfig.all());

    MailTemplate.Content reset = fill("Shop", config, MailRequest.resetPassword(ANN, "t", NOW));
    MailTemplate.Content verify = fill("Shop", config, MailRequest.verifyEmail(ANN, "t", NOW));

    assertThat(reset.text()).contains("https://a.example/r?x=1&y=2#token=t\r\n");
    assertThat(reset.html()).contains("href=\"https://a.example/r?x=1&amp;y=2#token=t\"");
    assertThat(verify.text()).contains("https://a.example/v#token=t\r\n");
  }

  @Test
  void valuesAreData() {
    MailTemplate.Content content =
        fill(
            "A\r\nBcc: x@y.example {link} $1\\ <b>&\"'",
            new MailRequest(
                ANN, AccountMail.PASSWORD_CHANGED, Map.of("at", NOW.toString(), "ip", "{app}")));

    assertThat(content.subject()).contains("A Bcc: x@y.example {link} $1\\ <b>&\"'");
    assertThat(content.text()).contains("{link} $1\\ <b>&\"'").contains("From the address: {app}");
    assertThat(content.html()).contains("{link} $1\\ &lt;b&gt;&amp;&quot;&#39;");
    assertThat(content.html()).doesNotContain("<b>");
    assertThat(Stream.of(content.subject(), content.text(), content.html()))
        .noneMatch(text -> text.contains("A\r\nBcc"));
  }

  @Test
  void theTextIsWrappedAndItsLinesEndAsInMail() {
    MailTemplate.Content content =
        fill("Shop", MailRequest.resetPassword(ANN, "t".repeat(100), NOW));

    assertThat(content.text().replace("\r\n", "")).doesNotContain("\n", "\r");
    assertThat(content.html().replace("\r\n", "")).doesNotContain("\n", "\r");
    assertThat(content.text().lines().filter(line -> !line.startsWith("https:")))
        .allMatch(line -> line.length() <= 76)
        .anyMatch(line -> line.length() > 60);
    assertThat(content.html().lines()).allMatch(line -> line.length() < 990);
  }

  @Test
  void aMessageShowsNoTokenByAccident() {
    assertThat(MailRequest.resetPassword(ANN, "tok-3", NOW).toString())
        .doesNotContain("tok-3", "ann");
  }

  @Test
  void aLetterWithALinkIsNoNotice() {
    assertThatThrownBy(
            () -> MailRequest.notice(ANN, AccountMail.RESET_PASSWORD, NOW, "203.0.113.9"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static MailRequest message(AccountMail type) {
    return switch (type) {
      case VERIFY_EMAIL -> MailRequest.verifyEmail(ANN, "token", NOW);
      case CONFIRM_EMAIL_CHANGE -> MailRequest.confirmEmailChange(ANN, "token", NOW);
      case RESET_PASSWORD -> MailRequest.resetPassword(ANN, "token", NOW);
      default -> MailRequest.notice(ANN, type, NOW, "203.0.113.9");
    };
  }

  private static MailTemplate.Content fill(String appName, MailRequest request) {
    MailConfig config = new MailConfig(null, null, null, null, null, NoticesConfig.all());
    return fill(appName, config, request);
  }

  private static MailTemplate.Content fill(String appName, MailConfig config, MailRequest request) {
    Sender sender = Sender.of(null, appName, "https://gate.example");
    MailLinks links = new MailLinks(config, "https://gate.example");
    MailTemplates templates = new MailTemplates();
    templates.add(List.of(AccountMail.values()));
    return new MailRenderer(templates, sender, appName, links).render(request, MAIL).content();
  }
}
