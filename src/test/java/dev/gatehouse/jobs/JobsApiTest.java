package dev.gatehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.JobType;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Jobs of a type that no handler is there for: they stay as the test puts them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobsApiTest {
  private static final String JOBS = "/api/v1/jobs";

  private final Service service = Service.shared();
  private final Person root = service.admin();
  private final Database database =
      Database.open(service.database(), new DatabaseConfig(null, 1, 1));
  private final JobQueue queue =
      new JobQueue(
          database.dao(JobDao.class),
          database.transactions(),
          type -> true,
          () -> {},
          service.clock());
  private final String type = "test." + Service.newName();

  @AfterAll
  void close() {
    database.stop();
  }

  private record Errand(String to) {}

  private String enqueue() {
    return enqueue(type);
  }

  private String enqueue(String named) {
    long id = queue.enqueue(new JobType<>(named, Errand.class), new Errand("ann@people.example"));
    return JOBS + "/" + id;
  }

  private void put(String job, String changes) {
    TestDatabase.execute(
        service.database(),
        "update job set " + changes + " where id = " + job.substring(JOBS.length() + 1));
  }

  @Test
  void onlyAdministratorsSeeJobs() {
    String job = enqueue();
    Person ann = service.person();

    assertThat(service.get(JOBS).answer().outcome()).isEqualTo("401 unauthenticated");
    assertThat(service.get(job).answer().outcome()).isEqualTo("401 unauthenticated");
    assertThat(ann.get(JOBS).answer().outcome()).isEqualTo("403 forbidden");
    assertThat(ann.post(job + "/cancel").answer().outcome()).isEqualTo("403 forbidden");
    assertThat(ann.post(job + "/retry").answer().outcome()).isEqualTo("403 forbidden");
  }

  @Test
  void aJobIsShownWithoutItsPayload() {
    String job = enqueue();

    Answer answer = root.get(job).answer().expect(200);

    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "type",
            "state",
            "attempts",
            "run_at",
            "started_at",
            "finished_at",
            "last_error",
            "progress",
            "result");
    assertThat(answer.text("type")).isEqualTo(type);
    assertThat(answer.text("state")).isEqualTo("scheduled");
    assertThat(answer.time("run_at")).isEqualTo(service.clock().instant());
    assertThat(answer.json().path("progress").toString())
        .isEqualTo("{\"done\":0,\"total\":null,\"failed\":0}");
    assertThat(answer.body()).doesNotContain("ann@");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void aFinishedJobShowsItsResultAsJson() {
    String job = enqueue();
    put(
        job,
        "state = 'succeeded', finished_at = run_at, progress_total = 5, result ="
            + " '{\"created\":5}'");

    Answer answer = root.get(job).answer().expect(200);

    assertThat(answer.json().at("/result/created").asInt()).isEqualTo(5);
    assertThat(answer.json().at("/progress/total").asInt()).isEqualTo(5);
  }

  @Test
  void aListShowsNoResult() {
    String mine = "test." + Service.newName();
    put(enqueue(mine), "state = 'failed', finished_at = run_at, result = '{\"created\":5}'");

    Answer list = root.get(JOBS + "?type=" + mine).answer().expect(200);

    assertThat(list.json().at("/items/0/state").asText()).isEqualTo("failed");
    assertThat(list.json().at("/items/0/result").isNull()).isTrue();
  }

  @Test
  void theListIsNewestFirstAndCanBeNarrowed() {
    String mine = "test." + Service.newName();
    String first = enqueue(mine);
    String second = enqueue(mine);
    String third = enqueue(mine);
    root.post(second + "/cancel").answer().expect(200);

    assertThat(paths(root.get(JOBS + "?type=" + mine).answer()))
        .containsExactly(third, second, first);
    assertThat(paths(root.get(JOBS + "?type=" + mine + "&sort=id").answer()))
        .containsExactly(first, second, third);
    assertThat(paths(root.get(JOBS + "?state=cancelled&type=" + mine).answer()))
        .containsExactly(second);
    Answer page = root.get(JOBS + "?limit=2&type=" + mine).answer();
    assertThat(paths(page)).containsExactly(third, second);
    String next = JOBS + "?limit=2&type=" + mine + "&cursor=" + page.text("next_cursor");
    assertThat(paths(root.get(next).answer())).containsExactly(first);
  }

  private static List<String> paths(Answer list) {
    return list.expect(200).each("id").stream().map(id -> JOBS + "/" + id).toList();
  }

  @Test
  void unknownStatesAndJobsAreRefused() {
    assertThat(root.get(JOBS + "?state=nope").answer().fields()).containsExactly("state");
    assertThat(root.get(JOBS + "?limit=0&sort=type").answer().fields())
        .containsExactlyInAnyOrder("limit", "sort");
    assertThat(root.get(JOBS + "/9223372036854775807").answer().outcome())
        .isEqualTo("404 not_found");
    assertThat(root.post(JOBS + "/9223372036854775807/retry").answer().outcome())
        .isEqualTo("404 not_found");
    assertThat(root.get(JOBS + "/x").answer().outcome()).isEqualTo("404 not_found");
    assertThat(root.get(enqueue() + "/cancel").answer().outcome())
        .isEqualTo("405 method_not_allowed");
  }

  @Test
  void aScheduledJobIsCancelledAndRetried() {
    String job = enqueue();

    assertThat(root.post(job + "/retry").answer().outcome()).isEqualTo("409 job_state");
    assertThat(root.post(job + "/cancel").answer().expect(200).text("state"))
        .isEqualTo("cancelled");
    assertThat(root.get(job).answer().text("finished_at")).isNotEqualTo("null");
    assertThat(root.post(job + "/cancel").answer().outcome()).isEqualTo("409 job_state");
    Answer again = root.post(job + "/retry").answer().expect(200);
    assertThat(again.text("state")).isEqualTo("scheduled");
    assertThat(again.text("finished_at")).isEqualTo("null");

    String id = job.substring(JOBS.length() + 1);
    assertThat(root.get("/api/v1/audit?target=job:" + id).answer().each("action"))
        .containsExactlyInAnyOrder("job.cancelled", "job.retried");
  }

  @Test
  void aFailedJobIsRetriedWithAllItsAttemptsAndKeepsItsLastError() {
    String job = enqueue();
    put(job, "state = 'failed', attempts = 10, finished_at = run_at, last_error = 'It is away'");
    // the schedule row of a failed job is gone
    TestDatabase.execute(
        service.database(),
        "delete from job_schedule where task_name = '%s' and task_instance = '%s'"
            .formatted(type, job.substring(JOBS.length() + 1)));

    assertThat(root.post(job + "/cancel").answer().outcome()).isEqualTo("409 job_state");
    Answer again = root.post(job + "/retry").answer().expect(200);

    assertThat(again.text("state")).isEqualTo("scheduled");
    assertThat(again.number("attempts")).isZero();
    assertThat(again.text("last_error")).isEqualTo("It is away");
  }

  @Test
  void theMetricsTellHowManyJobsThereAreAndHowLongTheOldestWaits() {
    String mine = "test." + Service.newName();
    enqueue(mine);
    root.post(enqueue(mine) + "/cancel").answer().expect(200);
    service.clock().advance(Duration.ofSeconds(90));

    String metrics = service.metrics();

    assertThat(metrics)
        .contains(
            "gatehouse_jobs{state=\"scheduled\",type=\"" + mine + "\"} 1.0",
            "gatehouse_jobs{state=\"cancelled\",type=\"" + mine + "\"} 1.0");
    assertThat(valueOf("gatehouse_job_oldest_due_seconds", metrics)).isGreaterThanOrEqualTo(90);
  }

  private static double valueOf(String metric, String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
        .sum();
  }

  @Test
  void aRunningOrSucceededJobIsLeftAlone() {
    String job = enqueue();
    put(job, "state = 'running', lease = '0190a1b2-0000-7000-8000-000000000000'");
    assertThat(root.post(job + "/retry").answer().outcome()).isEqualTo("409 job_state");
    assertThat(root.post(job + "/cancel").answer().outcome()).isEqualTo("409 job_state");

    put(job, "state = 'succeeded', lease = null");
    assertThat(root.post(job + "/retry").answer().outcome()).isEqualTo("409 job_state");
    assertThat(root.post(job + "/cancel").answer().outcome()).isEqualTo("409 job_state");
  }
}
