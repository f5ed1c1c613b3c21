package dev.gatehouse.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a code's constant: an additional member of its problem documents. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@Repeatable(ExtraMember.All.class)
public @interface ExtraMember {
  String name();

  String about();

  /** {@code String} or {@code Long}. */
  Class<?> type() default String.class;

  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.FIELD)
  @interface All {
    ExtraMember[] value();
  }
}
