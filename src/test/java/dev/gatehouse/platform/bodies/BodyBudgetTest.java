package dev.gatehouse.platform.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.bodies.BodyBudget.Demand;
import dev.gatehouse.platform.bodies.BodyBudget.Share;
import dev.gatehouse.platform.security.Network;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
  private static final InetAddress CLIENT = address("192.0.2.1");

  private final BodyBudget budget = new BodyBudget(100, 2);
  private final List<String> ended = new ArrayList<>();

  private static InetAddress address(String literal) {
    return Network.address(literal).orElseThrow();
  }

  private Share open(String name) {
    return open(name, CLIENT);
  }

  private Share open(String name, InetAddress client) {
    return budget.open(client, () -> ended.add(name));
  }

  private Share unfinished(String name, int bytes) {
    Share share = open(name, address("198.51.100." + name.length()));
    assertThat(share.begin()).isTrue();
    assertThat(share.take(bytes)).isEqualTo(Demand.GRANTED);
    return share;
  }

  @Test
  void theOldestUnfinishedBodyMakesRoomForTheNewest() {
    Share oldest = unfinished("1", 40);
    Share next = unfinished("22", 40);

    assertThat(open("new").take(30)).isEqualTo(Demand.GRANTED);

    assertThat(ended).containsExactly("1");
    assertThat(oldest.isEnded()).isTrue();
    assertThat(oldest.take(1)).isEqualTo(Demand.ENDED);
    assertThat(next.isEnded()).isFalse();
    assertThat(budget.taken()).isEqualTo(70);
  }

  @Test
  void theOldestBodyEndsItselfIfItWantsTooMuch() {
    Share oldest = unfinished("1", 60);
    Share next = unfinished("22", 40);

    assertThat(oldest.take(10)).isEqualTo(Demand.ENDED);

    assertThat(next.isEnded()).isFalse();
    assertThat(ended).isEmpty();
    assertThat(budget.taken()).isEqualTo(40);
  }

  @Test
  void completeBodiesAreNotEndedAndTheNewOneIsRefused() {
    Share whole = unfinished("1", 80);
    assertThat(whole.finish()).isTrue();

    assertThat(open("new").take(30)).isEqualTo(Demand.REFUSED);

    assertThat(whole.isEnded()).isFalse();
    assertThat(budget.taken()).isEqualTo(80);
  }

  @Test
  void noBodyIsEndedIfThatFreesTooLittle() {
    unfinished("1", 80).finish();
    Share small = unfinished("22", 10);

    assertThat(open("new").take(50)).isEqualTo(Demand.REFUSED);

    assertThat(small.isEnded()).isFalse();
  }

  @Test
  void aBodyThatWasEndedCannotBeFinished() {
    Share oldest = unfinished("1", 90);
    open("new").take(50);

    assertThat(oldest.finish()).isFalse();
  }

  @Test
  void unfinishedBodiesOfAnAddressAreLimited() {
    Share first = open("1");
    assertThat(first.begin()).isTrue();
    assertThat(open("2").begin()).isTrue();
    assertThat(open("3").begin()).isFalse();
    assertThat(open("4", address("192.0.2.2")).begin()).isTrue();

    first.finish();

    assertThat(open("5").begin()).isTrue();
  }

  @Test
  void anIpv6HostIsCountedByItsSlash64() {
    assertThat(open("1", address("2001:db8::1")).begin()).isTrue();
    assertThat(open("2", address("2001:db8::ffff:2")).begin()).isTrue();
    assertThat(open("3", address("2001:db8:0:0:1::3")).begin()).isFalse();
    assertThat(open("4", address("2001:db8:0:1::4")).begin()).isTrue();
  }

  @Test
  void zeroMeansUnlimited() {
    BodyBudget free = new BodyBudget(100, 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(free.open(CLIENT, () -> {}).begin()).isTrue();
    }
  }

  @Test
  void closingReturnsTheBytesOnce() {
    Share share = unfinished("1", 30);
    share.close();
    share.close();
    Share endedOne = unfinished("22", 90);
    open("new").take(20);
    endedOne.close();

    assertThat(budget.taken()).isEqualTo(20);
    assertThat(budget.unfinished()).isZero();
  }

  @Test
  void aPartIsReturnedOnceToo() {
    Share share = open("1");
    share.take(30);
    share.giveBack(10);
    assertThat(budget.taken()).isEqualTo(20);

    share.close();
    share.giveBack(10);
    assertThat(budget.taken()).isZero();
  }

  @Test
  void manyThreadsNeverExceedTheBudgetOrLeakIt() {
    BodyBudget shared = new BodyBudget(10_000, 50);
    List<CompletableFuture<Long>> runs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Random random = new Random(i);
      runs.add(CompletableFuture.supplyAsync(() -> worked(shared, random)));
    }

    assertThat(runs).allSatisfy(run -> assertThat(run.join()).isLessThanOrEqualTo(10_000));
    assertThat(shared.taken()).isZero();
    assertThat(shared.unfinished()).isZero();
  }

  /** Returns the maximum that it saw taken. */
  private static long worked(BodyBudget budget, Random random) {
    long most = 0;
    for (int i = 0; i < 5_000; i++) {
      try (Share share = budget.open(address("192.0.2." + random.nextInt(4)), () -> {})) {
        boolean unfinished = random.nextBoolean() && share.begin();
        for (int n = random.nextInt(5); n > 0; n--) {
          share.take(random.nextInt(3_000));
          most = Math.max(most, budget.taken());
        }
        if (unfinished && random.nextBoolean()) {
          share.finish();
        }
      }
    }
    return most;
  }
}
