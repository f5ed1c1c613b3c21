package dev.gatehouse.platform.conditional;

import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;

/** Which versions of a row a change may be made to. */
@FunctionalInterface
public interface ExpectedVersion {
  /** Any version will do. */
  ExpectedVersion ANY = version -> true;

  /** Throws {@code precondition_failed} itself if there is more to say of it than no. */
  boolean allows(long version);

  /** Throws {@code precondition_failed} if the row has another version. */
  default void check(long version) {
    if (!allows(version)) {
      throw Failure.of(CommonCode.PRECONDITION_FAILED);
    }
  }
}
