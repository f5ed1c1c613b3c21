package dev.gatehouse.clients;

import dev.gatehouse.platform.binding.CodePoints;
import dev.gatehouse.platform.binding.NoControlCharacters;
import dev.gatehouse.platform.openapi.Example;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of a program, trimmed: 1 to 100 characters without control characters. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Example("Shop importer")
@CodePoints(min = 1, max = 100)
@NoControlCharacters
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@interface AccountName {
  String message() default "must have 1 to 100 characters and no control character";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
