package dev.gatehouse.platform.binding;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** The one validator for records: English messages wherever it runs, no expression language. */
public final class RecordValidation {
  private RecordValidation() {}

  /** A new validator, thread-safe and meant to be kept. */
  public static Validator validator() {
    return Validation.byProvider(HibernateValidator.class)
        .configure()
        .addValueExtractor(new PatchExtractor())
        .messageInterpolator(
            new ParameterMessageInterpolator(Set.of(Locale.ROOT), Locale.ROOT, false))
        .buildValidatorFactory()
        .getValidator();
  }
}
