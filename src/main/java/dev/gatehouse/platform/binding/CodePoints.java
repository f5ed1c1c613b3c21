package dev.gatehouse.platform.binding;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Bounds the length of a text in code points. Null is valid. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Constraint(validatedBy = CodePoints.Check.class)
public @interface CodePoints {
  int min() default 0;

  int max();

  String message() default "must have {min} to {max} characters";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  final class Check implements ConstraintValidator<CodePoints, String> {
    private int min;
    private int max;

    @Override
    public void initialize(CodePoints bounds) {
      min = bounds.min();
      max = bounds.max();
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      if (text == null) {
        return true;
      }
      // a code point takes at most two characters
      if (text.length() > 2L * max) {
        return false;
      }
      int length = text.codePointCount(0, text.length());
      return length >= min && length <= max;
    }
  }
}
