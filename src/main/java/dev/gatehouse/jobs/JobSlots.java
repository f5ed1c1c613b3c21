package dev.gatehouse.jobs;

import dev.gatehouse.platform.JobHandler;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Limits how many jobs of each type this node runs at once. A type gets at most half of the threads
 * and leaves one for every other type, so that a hanging type does not block the rest. Thread-safe.
 */
final class JobSlots {
  private final int threads;
  private final Map<String, Integer> most = new LinkedHashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Set<String> queued = new HashSet<>();

  JobSlots(int threads, List<JobHandler<?>> handlers) {
    this.threads = threads;
    int half = Math.max(1, threads / 2);
    for (JobHandler<?> handler : handlers) {
      most.put(handler.type().name(), Math.min(half, handler.concurrency(half)));
    }
  }

  List<String> types() {
    return List.copyOf(most.keySet());
  }

  /** How many more jobs of the type may begin. */
  synchronized int free(String type) {
    int busy = 0;
    int reserved = 0;
    for (String each : most.keySet()) {
      busy += taken(each);
      reserved += taken(each) == 0 && !each.equals(type) ? 1 : 0;
    }
    int idle = threads - busy;
    // with fewer threads than types, not every type can have one reserved
    int room = taken(type) == 0 ? Math.max(1, idle - reserved) : idle - reserved;
    return Math.max(0, Math.min(most.getOrDefault(type, 0) - taken(type), Math.min(idle, room)));
  }

  /**
   * Takes slots.
   *
   * @param more whether more jobs of the type may be due
   */
  synchronized void acquire(String type, int jobs, boolean more) {
    taken.merge(type, jobs, Integer::sum);
    if (more) {
      queued.add(type);
    } else {
      queued.remove(type);
    }
  }

  /**
   * Frees one slot.
   *
   * @return whether to poll now: more jobs of the type may be due, and enough slots are free to be
   *     worth a query
   */
  synchronized boolean release(String type) {
    int running = taken.merge(type, -1, Integer::sum);
    return queued.contains(type) && running <= most.getOrDefault(type, 0) / 2;
  }

  private int taken(String type) {
    return taken.getOrDefault(type, 0);
  }
}
