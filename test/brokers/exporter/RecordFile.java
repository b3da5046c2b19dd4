import io.camunda.zeebe.exporter.api.Exporter;
import io.camunda.zeebe.exporter.api.context.Context;
import io.camunda.zeebe.exporter.api.context.Controller;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * Appends every event that tells of instances, jobs, user tasks, forms, variables and incidents to a file, one line of JSON
 * each. A line is written with one call, so a broker that is killed loses none; after a change of leader some come twice.
 */
public final class RecordFile implements Exporter {
  private static final Set<ValueType> WANTED =
      EnumSet.of(
          ValueType.PROCESS_INSTANCE,
          ValueType.JOB,
          ValueType.USER_TASK,
          ValueType.FORM,
          ValueType.VARIABLE,
          ValueType.INCIDENT);

  private Path folder;
  private FileOutputStream file;
  private Controller controller;
  private int partition;

  @Override
  public void configure(final Context context) {
    folder = Path.of((String) context.getConfiguration().getArguments().get("folder"));
    partition = context.getPartitionId();
    context.setFilter(
        new Context.RecordFilter() {
          @Override
          public boolean acceptType(final RecordType type) {
            return type == RecordType.EVENT;
          }

          @Override
          public boolean acceptValue(final ValueType type) {
            return WANTED.contains(type);
          }
        });
  }

  @Override
  public void open(final Controller opened) {
    controller = opened;
    try {
      file = new FileOutputStream(folder.resolve("records-" + partition + ".jsonl").toFile(), true);
    } catch (final IOException e) {
      throw new IllegalStateException("Expected to write records into " + folder, e);
    }
  }

  @Override
  public void export(final Record<?> record) {
    try {
      file.write((record.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (final IOException e) {
      throw new IllegalStateException("Expected to write a record", e);
    }
    controller.updateLastExportedRecordPosition(record.getPosition());
  }

  @Override
  public void close() {
    try {
      if (file != null) file.close();
    } catch (final IOException e) {
      throw new IllegalStateException("Expected to close the file of records", e);
    }
  }
}
