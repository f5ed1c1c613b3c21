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

  /** The order without {@code ?sort=}, written like one; its field need not be accepted. */
  String byDefault() default "id";

  /** A unique name, to which cursors are bound. */
  String list();

  /**
   * Whether the list is the caller's own, so that a cursor of another user is refused as one of
   * another list.
   */
  boolean ofCaller() default false;
}
