import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camunda.zeebe.el.EvaluationContext;
import io.camunda.zeebe.el.EvaluationResult;
import io.camunda.zeebe.el.ExpressionLanguage;
import io.camunda.zeebe.el.ExpressionLanguageFactory;
import io.camunda.zeebe.protocol.impl.encoding.MsgPackConverter;
import io.camunda.zeebe.util.buffer.BufferUtil;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The expression language of the real Zeebe engine, without the engine around it.
 *
 * <p>The first line of the input is a JSON object of variables, every further one an expression as a JSON string. Each is
 * answered by a line: its type, its value as JSON text and its warnings, or why it failed, or that it cannot be parsed.
 */
public final class FeelOracle {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

  public static void main(final String[] args) throws Exception {
    final var language = ExpressionLanguageFactory.createExpressionLanguage(() -> NOW.atZone(ZoneId.systemDefault()));
    final var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    final var variables = JSON.readTree(input.readLine());
    final EvaluationContext context =
        name ->
            variables.has(name)
                ? new UnsafeBuffer(MsgPackConverter.convertToMsgPack(variables.get(name).toString()))
                : null;
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      final var answer = answer(language, JSON.readTree(line).asText(), context);
      System.out.write((JSON.writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    System.out.flush();
  }

  private static ObjectNode answer(
      final ExpressionLanguage language, final String source, final EvaluationContext context) {
    final var answer = JSON.createObjectNode().put("expression", source);
    final var expression = language.parseExpression(source);
    if (!expression.isValid()) {
      return answer.put("invalid", expression.getFailureMessage());
    }
    final EvaluationResult result;
    try {
      result = language.evaluateExpression(expression, context);
    } catch (final Throwable thrown) {
      return answer.put("thrown", thrown.toString());
    }
    if (result.isFailure()) {
      answer.put("failure", result.getFailureMessage());
    } else {
      answer.put("type", result.getType() == null ? "UNKNOWN" : result.getType().name());
      answer.put("value", json(result));
    }
    final var warnings = answer.putArray("warnings");
    result.getWarnings().forEach(warning -> warnings.add("[" + warning.getType() + "] " + warning.getMessage()));
    return answer;
  }

  /** What would be stored as a variable; null where the value has no such form. */
  private static String json(final EvaluationResult result) {
    try {
      return MsgPackConverter.convertToJson(BufferUtil.bufferAsArray(result.toBuffer()));
    } catch (final RuntimeException e) {
      return "unstorable: " + e;
    }
  }
}
