import io.camunda.zeebe.client.ZeebeClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Zeebe's own Java client against a gateway: deploys the model at a path, starts instances of the process "java", and
 * lets one worker work on them, by polling or by a stream. Arguments: gRPC port, path of the model, "poll" or "stream".
 */
public final class Workers {
  private static final int INSTANCES = 20;

  public static void main(final String[] args) throws Exception {
    final var address = URI.create("http://127.0.0.1:" + args[0]);
    final var done = new CountDownLatch(INSTANCES);
    final var builder = ZeebeClient.newClientBuilder().grpcAddress(address).preferRestOverGrpc(false).usePlaintext();
    try (var client = builder.build()) {
      System.out.println("version " + client.newTopologyRequest().send().join().getGatewayVersion());
      client.newDeployResourceCommand().addResourceFile(Path.of(args[1]).toString()).send().join();
      final var worker =
          client
              .newWorker()
              .jobType("work")
              .handler(
                  (jobs, job) -> {
                    jobs.newCompleteCommand(job).variable("seen", job.getKey()).send().join();
                    done.countDown();
                  })
              .streamEnabled(args[2].equals("stream"))
              // A worker that only polls would be seen here: it asks once an hour when there was nothing.
              .pollInterval(args[2].equals("stream") ? Duration.ofHours(1) : Duration.ofMillis(100))
              .open();
      for (int count = 0; count < INSTANCES; count++) {
        client.newCreateInstanceCommand().bpmnProcessId("java").latestVersion().send().join();
      }
      final boolean all = done.await(60, TimeUnit.SECONDS);
      worker.close();
      System.out.println("completed " + (INSTANCES - done.getCount()));
      System.exit(all ? 0 : 1);
    }
  }
}
