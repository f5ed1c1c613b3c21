package dev.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.passwords.HashingQueue.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashingQueueTest {
  private static List<Ticket> enter(HashingQueue queue, String network, int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> queue.enter(network))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Ticket enter(HashingQueue queue, String network) {
    return queue.enter(network).orElseThrow();
  }

  /** Ends the turn that is under way, one after the other, and tells in which order others come. */
  private static List<Ticket> serve(HashingQueue queue, Ticket first, List<Ticket> waiting) {
    List<Ticket> left = new ArrayList<>(waiting);
    List<Ticket> order = new ArrayList<>();
    Ticket current = first;
    while (true) {
      queue.end(current);
      Optional<Ticket> next = left.stream().filter(Ticket::hasTurn).findFirst();
      if (next.isEmpty()) {
        return order;
      }
      current = next.get();
      left.remove(current);
      order.add(current);
    }
  }

  @Test
  void aLoneNetworkMayHaveEveryTurnAndEveryPlaceAndNoMore() {
    HashingQueue queue = new HashingQueue(2, 4);

    List<Ticket> tickets = enter(queue, "a", 7);

    assertThat(tickets).hasSize(6);
    assertThat(tickets).filteredOn(Ticket::hasTurn).hasSize(2);
    assertThat(tickets).noneMatch(Ticket::isRejected);
  }

  @Test
  void whileAnotherWaitsNoneHasMoreThanHalfOfThePlacesWhoeverCameFirst() {
    HashingQueue queue = new HashingQueue(1, 8);
    enter(queue, "a");
    List<Ticket> first = enter(queue, "a", 8);

    Ticket stranger = enter(queue, "b");

    assertThat(stranger.isRejected()).isFalse();
    assertThat(first.subList(0, 4)).noneMatch(Ticket::isRejected);
    assertThat(first.subList(4, 8)).allMatch(Ticket::isRejected);
    assertThat(queue.enter("a")).isEmpty();
    assertThat(enter(queue, "b", 9)).hasSize(3);
  }

  @Test
  void onceTheOtherIsGoneALoneNetworkMayHaveAllPlacesAgain() throws Exception {
    HashingQueue queue = new HashingQueue(1, 4);
    enter(queue, "a");
    enter(queue, "a", 4);
    Ticket stranger = enter(queue, "b");

    assertThat(queue.await(stranger, Duration.ZERO)).isFalse();

    assertThat(enter(queue, "a", 9)).hasSize(2);
  }

  @Test
  void aNewcomerFindsAPlaceAsLongAsAnotherNetworkHasTwoMore() {
    HashingQueue queue = new HashingQueue(1, 4);
    enter(queue, "a");
    List<Ticket> a = enter(queue, "a", 2);
    List<Ticket> b = enter(queue, "b", 2);

    Ticket c = enter(queue, "c");
    Ticket d = enter(queue, "d");

    assertThat(queue.enter("e")).isEmpty();
    assertThat(List.of(a.get(0), b.get(0), c, d)).noneMatch(Ticket::isRejected);
    assertThat(List.of(a.get(1), b.get(1))).allMatch(Ticket::isRejected);
  }

  @Test
  void networksTakeTurnsAndWithinOneWhoCameFirstIsFirst() {
    HashingQueue queue = new HashingQueue(1, 8);
    Ticket first = enter(queue, "a");
    List<Ticket> a = enter(queue, "a", 4);
    List<Ticket> b = enter(queue, "b", 2);
    List<Ticket> all = new ArrayList<>(a);
    all.addAll(b);

    assertThat(serve(queue, first, all))
        .containsExactly(a.get(0), b.get(0), a.get(1), b.get(1), a.get(2), a.get(3));
  }

  @Test
  void theNetworkWithFewerUnderWayIsNext() {
    HashingQueue queue = new HashingQueue(4, 8);
    List<Ticket> running = enter(queue, "a", 4);
    enter(queue, "a", 4);
    List<Ticket> b = enter(queue, "b", 4);

    queue.end(running.get(0));
    queue.end(running.get(1));
    assertThat(b).filteredOn(Ticket::hasTurn).hasSize(2);

    queue.end(b.get(0));
    assertThat(b).as("half of the turns each").filteredOn(Ticket::hasTurn).hasSize(3);
  }

  @Test
  void aNetworkIsServedHoweverManyNewOnesCome() {
    HashingQueue queue = new HashingQueue(1, 8);
    Ticket current = enter(queue, "a");
    Ticket patient = enter(queue, "a");
    Ticket newcomer = enter(queue, "n0");
    for (int i = 1; !patient.hasTurn(); i++) {
      assertThat(i).isLessThan(3);
      Ticket next = enter(queue, "n" + i);
      queue.end(current);
      current = newcomer;
      newcomer = next;
    }
  }

  @Test
  void whoGivesUpLosesThePlaceAndIsNeverUp() throws Exception {
    HashingQueue queue = new HashingQueue(1, 1);
    Ticket first = enter(queue, "a");
    Ticket second = enter(queue, "a");

    assertThat(queue.await(second, Duration.ZERO)).isFalse();

    Ticket third = enter(queue, "a");
    queue.end(first);
    assertThat(second.hasTurn()).isFalse();
    assertThat(third.hasTurn()).isTrue();
  }

  @Test
  void whoIsInterruptedGivesItsTurnToTheNext() {
    HashingQueue queue = new HashingQueue(1, 2);
    Ticket first = enter(queue, "a");
    Ticket second = enter(queue, "a");
    Ticket third = enter(queue, "a");
    queue.end(first);
    Thread.currentThread().interrupt();

    try {
      queue.await(second, Duration.ofSeconds(9));
    } catch (InterruptedException expected) {
      assertThat(third.hasTurn()).isTrue();
      return;
    }
    assertThat(Thread.interrupted()).as("the turn had come already").isTrue();
  }
}
