package dev.gatehouse.users;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.NoControlCharacters;
import dev.gatehouse.platform.binding.TextRules;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A person's name: 1 to 100 characters without control characters. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Example("Ann Lee")
@CodePoints(min = 1, max = 100)
@NoControlCharacters
@ReportAsSingleViolation
@Constraint(validatedBy = {})
public @interface FullName {
  String message() default "must have 1 to 100 characters and no control character";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Names are trimmed before they are measured and stored. */
  final class Trimmed {
    private Trimmed() {}

    @SuppressWarnings("NullAway") // a missing value stays null, for validation to report
    public static String of(@Nullable String name) {
      return name == null ? null : TextRules.trimmed(name);
    }
  }
}
