package dev.gatehouse.platform.binding;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Creates validators for records, with English messages in any locale and without an expression
 * language.
 */
public final class RecordValidation {
  private RecordValidation() {}

  /** Creates a validator. It is expensive to create and thread-safe, so reuse it. */
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
