import io.camunda.zeebe.client.ZeebeClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Drives a Zeebe broker as hard as it can with Zeebe's own client: job streaming, a bounded number of open instances.
 * Arguments: gRPC port, file of the model, its process id, its job type, the variables as JSON, warm-up and measured
 * seconds, then numbers of open instances to try. Prints a line for each: the number, and completed instances per second.
 */
public final class Driver {
  private static final int TASKS = 5;

  public static void main(String[] given) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + given[0]);
    try (ZeebeClient client =
        ZeebeClient.newClientBuilder()
            .grpcAddress(address)
            .usePlaintext()
            .preferRestOverGrpc(false)
            .numJobWorkerExecutionThreads(2)
            .defaultRequestTimeout(Duration.ofSeconds(30))
            .build()) {
      client.newDeployResourceCommand().addResourceFile(Path.of(given[1]).toString()).send().join();
      for (int at = 7; at < given.length; at += 1) {
        double rate = new Driver(client, given).run(Integer.parseInt(given[at]));
        System.out.println(given[at] + " " + rate);
      }
    }
  }

  private final ZeebeClient client;
  private final String[] given;
  private final AtomicLong jobs = new AtomicLong();
  private final AtomicBoolean isRunning = new AtomicBoolean(true);

  private Driver(ZeebeClient client, String[] given) {
    this.client = client;
    this.given = given;
  }

  private double run(int open) throws InterruptedException {
    Semaphore permits = new Semaphore(open);
    Thread creator = Thread.ofPlatform().start(() -> create(permits));
    try (var worker =
        client
            .newWorker()
            .jobType(given[3])
            .handler((jobClient, job) -> complete(jobClient.newCompleteCommand(job).variables(Map.of("done", 1)), permits))
            .streamEnabled(true)
            .maxJobsActive(Math.max(32, open))
            .timeout(Duration.ofMinutes(1))
            .open()) {
      Thread.sleep(Long.parseLong(given[5]) * 1000);
      long before = jobs.get();
      long start = System.nanoTime();
      Thread.sleep(Long.parseLong(given[6]) * 1000);
      double rate = (jobs.get() - before) / (double) TASKS / ((System.nanoTime() - start) / 1e9);
      isRunning.set(false);
      permits.release(1);
      creator.join();
      drain(permits, open);
      return rate;
    }
  }

  /** An instance is started for each that has ended; what the broker refuses because it is busy is tried again. */
  private void create(Semaphore permits) {
    while (isRunning.get()) {
      permits.acquireUninterruptibly();
      if (!isRunning.get()) return;
      client
          .newCreateInstanceCommand()
          .bpmnProcessId(given[2])
          .latestVersion()
          .variables(given[4])
          .send()
          .whenComplete((created, refused) -> {
            if (refused != null) permits.release();
          });
    }
  }

  private void complete(io.camunda.zeebe.client.api.command.CompleteJobCommandStep1 command, Semaphore permits) {
    command
        .send()
        .whenComplete((completed, refused) -> {
          if (refused != null && isRunning.get()) complete(command, permits);
          if (refused == null && jobs.incrementAndGet() % TASKS == 0) permits.release();
        });
  }

  /** The next number of open instances begins when the last of these have ended. */
  private static void drain(Semaphore permits, int open) throws InterruptedException {
    permits.tryAcquire(open, 20, java.util.concurrent.TimeUnit.SECONDS);
  }
}
