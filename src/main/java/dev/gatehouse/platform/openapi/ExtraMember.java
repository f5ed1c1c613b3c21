package dev.gatehouse.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A member that problem documents of one code have beyond the usual ones; on the code's constant.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@Repeatable(ExtraMember.All.class)
public @interface ExtraMember {
  String name();

  String about();

  /** {@code String} or {@code Long}. */
  Class<?> type() default String.class;

  /** More than one. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.FIELD)
  @interface All {
    ExtraMember[] value();
  }
}
