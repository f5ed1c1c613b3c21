package dev.gatehouse.platform.config;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.ConstraintValidatorContext.ConstraintViolationBuilder.NodeBuilderCustomizableContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Requires that the record's {@link SelfChecked#check check} reports nothing. Each error names its
 * key.
 */
@Documented
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = Consistent.Check.class)
public @interface Consistent {
  String message() default "is not consistent";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  final class Check implements ConstraintValidator<Consistent, SelfChecked> {
    @Override
    public boolean isValid(SelfChecked checked, ConstraintValidatorContext context) {
      boolean[] valid = {true};
      context.disableDefaultConstraintViolation();
      checked.check(
          (key, message) -> {
            valid[0] = false;
            add(key, message, context);
          });
      return valid[0];
    }

    private static void add(String key, String message, ConstraintValidatorContext context) {
      String[] names = key.split("\\.", -1);
      NodeBuilderCustomizableContext path =
          context.buildConstraintViolationWithTemplate(message).addPropertyNode(names[0]);
      for (int i = 1; i < names.length; i++) {
        path = path.addPropertyNode(names[i]);
      }
      path.addConstraintViolation();
    }
  }
}
