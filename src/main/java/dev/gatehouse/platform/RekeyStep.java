package dev.gatehouse.platform;

import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.RequestOrigin;
import java.util.Set;

/**
 * What the replacement of the key ring's root does with the data of a feature, part by part. When
 * it begins, every node writes under the new root, and the old one still reads. Each part is done
 * in a transaction that also stores where the next one goes on, so that the work can be resumed
 * after any interruption.
 */
public interface RekeyStep {
  /** Tells the step from all others. Stored while the replacement is under way. */
  String name();

  /** What it has done with a number of rows, for the operator: {@code sessions ended}. */
  String outcome();

  /** The uses of keys whose data it looks after. */
  Set<KeyUse> uses();

  /**
   * Checks that the step can be done, before anything is changed.
   *
   * @throws OperatorException if not
   */
  default void requireReady() {}

  /**
   * The position before the first part. Asked at the moment from which nothing more is stored that
   * was made under the old root.
   */
  default String start() {
    return "";
  }

  /**
   * Does the next part: few enough rows for one transaction. It is repeated if it has to wait for a
   * row that another transaction has.
   */
  Part next(String position, Rekeying rekeying);

  /**
   * The replacement under way.
   *
   * @param epoch of the new root; what was made before has a lower one
   */
  record Rekeying(long epoch, RequestOrigin origin) {}

  /**
   * What was done.
   *
   * @param position where the next part goes on
   * @param rows how many rows were changed
   */
  record Part(String position, long rows, After after) {
    /** What follows. */
    public enum After {
      ANOTHER,
      /** Another part, once nodes have had time to follow. */
      ANOTHER_LATER,
      NOTHING
    }

    /** There is more to do. */
    public static Part before(String position, long rows) {
      return new Part(position, rows, After.ANOTHER);
    }

    /** There is more to do once the nodes have followed. */
    public static Part waiting(String position) {
      return new Part(position, 0, After.ANOTHER_LATER);
    }

    /** The last part. */
    public static Part last(long rows) {
      return new Part("", rows, After.NOTHING);
    }
  }

  /** A step that goes through rows by ascending ids, up to the newest one at the beginning. */
  interface ById extends RekeyStep {
    /** The last id to be done; 0 if there are no rows. */
    long newestId();

    /** Does the next part, of the rows after that position. */
    Part next(RowsById rows, Rekeying rekeying);

    @Override
    default String start() {
      return RowsById.upTo(newestId());
    }

    @Override
    default Part next(String position, Rekeying rekeying) {
      return next(RowsById.at(position), rekeying);
    }
  }
}
