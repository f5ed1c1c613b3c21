package dev.gatehouse.platform.paging;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The ways in which a list can be sorted, on the {@link PageRequest} among its parameters. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface SortedBy {
  /** The fields that {@code ?sort=} accepts. */
  String[] value();

  /**
   * The order without {@code ?sort=}, in the same notation; its field need not be in {@link
   * #value}.
   */
  String byDefault() default "id";

  /** A unique name, to which cursors are bound. */
  String list();

  /**
   * Whether the list is the caller's own, so that another user's cursor is refused like one of
   * another list.
   */
  boolean ofCaller() default false;
}
