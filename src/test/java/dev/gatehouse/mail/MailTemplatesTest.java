package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.MailType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MailTemplatesTest {
  private final MailTemplates templates = new MailTemplates();

  private enum OfNobody implements MailType {
    WITHOUT_TEXT
  }

  private enum OfAnother implements MailType {
    EMAIL_CHANGED
  }

  @Test
  void theTemplateIsBesideTheType() {
    templates.add(List.of(AccountMail.values()));

    assertThat(templates.get("EMAIL_CHANGED").type()).isEqualTo(AccountMail.EMAIL_CHANGED);
  }

  @Test
  void aTypeWithoutTemplateIsRefusedWhenTheServiceStarts() {
    assertThatThrownBy(() -> templates.add(List.of(OfNobody.values())))
        .hasMessage("There is no resource dev/gatehouse/mail/without-text.txt");
  }

  @Test
  void aTypeThatNoFeatureHandedOverIsRefusedWhenAMailIsQueued() {
    assertThatThrownBy(() -> templates.requireFillable(mail(OfNobody.WITHOUT_TEXT, Map.of())))
        .hasMessageContaining("WITHOUT_TEXT is not among the mailTypes()");
  }

  @Test
  void aPlaceholderWithoutValueIsRefusedWhenAMailIsQueued() {
    templates.add(List.of(AccountMail.values()));

    assertThatThrownBy(
            () ->
                templates.requireFillable(
                    mail(AccountMail.EMAIL_CHANGED, Map.of("at", "2026-11-24T19:00:00Z"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The template email-changed.txt has {ip}: add a value for it to the MailRequest");
    assertThatThrownBy(
            () ->
                templates.requireFillable(
                    mail(AccountMail.VERIFY_EMAIL, Map.of("until", "2026-11-24T19:00:00Z"))))
        .hasMessageContaining("verify-email.txt has {link}");
  }

  private static MailRequest mail(MailType type, Map<String, String> values) {
    return new MailRequest(new Recipient(7, "ann@people.example"), type, values);
  }

  @Test
  void aNameIsUniqueAmongAllFeatures() {
    templates.add(List.of(AccountMail.values()));

    assertThatThrownBy(() -> templates.add(List.of(OfAnother.values())))
        .hasMessage("Two types of mail are named EMAIL_CHANGED: rename the new one");
  }
}
