package dev.gatehouse.passwords;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A password to be stored: 8 to 128 characters, not normalized. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Example("a long pass phrase")
@CodePoints(min = 8, max = 128)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
public @interface NewPassword {
  String message() default "must have 8 to 128 characters";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
