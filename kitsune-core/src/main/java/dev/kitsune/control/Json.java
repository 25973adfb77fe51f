package dev.kitsune.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON as the socket, the bean and the command write it. */
public final class Json {

  /** Reads what a newer or older build of the other side has written, too. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Json() {}

  /** Returns a value as one line. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON form: type=" + value.getClass().getName(), e);
    }
  }

  /** Returns a value as an indented document. */
  public static String document(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON form: type=" + value.getClass().getName(), e);
    }
  }

  /** Reads a value from a line. */
  static <T> T read(String line, Class<T> type) throws JsonProcessingException {
    T value = MAPPER.readValue(line, type);
    if (value == null) {
      throw new JsonMappingException(null, "expected an object");
    }
    return value;
  }
}
