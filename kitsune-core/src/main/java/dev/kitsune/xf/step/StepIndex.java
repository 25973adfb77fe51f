package dev.kitsune.xf.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What a step's transformer is for, and what it does.
 *
 * @param file the specification's name
 * @param oldDigest of the classes of the version that it starts from
 * @param newDigest of the classes of the version that it leads to
 * @param keptDigest of the names of the classes that both share
 * @param renamed binary names of old classes, to their new names
 * @param sites by their number in the transformer's code
 */
public record StepIndex(
    int format,
    String file,
    String oldDigest,
    String newDigest,
    String keptDigest,
    Map<String, String> renamed,
    List<IndexedRule> rules,
    List<Site> sites) {

  /** The format that this runtime writes and reads. */
  public static final int FORMAT = 1;

  /** Returns the index as JSON. */
  public byte[] toJson() {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads what {@link #toJson} wrote. */
  public static StepIndex fromJson(byte[] json) throws IOException {
    return new ObjectMapper().readValue(json, StepIndex.class);
  }
}
