package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.MailType;
import java.util.List;
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
    assertThatThrownBy(() -> templates.requireAdded(OfNobody.WITHOUT_TEXT))
        .hasMessageContaining("WITHOUT_TEXT is not among the mailTypes()");
  }

  @Test
  void aNameIsUniqueAmongAllFeatures() {
    templates.add(List.of(AccountMail.values()));

    assertThatThrownBy(() -> templates.add(List.of(OfAnother.values())))
        .hasMessage("Two types of mail are named EMAIL_CHANGED: rename the new one");
  }
}
