package dev.kitsune.ftp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The layers, which are also the grain in which an update shares code and data. */
@AnalyzeClasses(packages = "dev.kitsune.ftp", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("dev.kitsune.ftp.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_areLayers =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("text")
          .definedBy("dev.kitsune.ftp.text")
          .layer("config")
          .definedBy("dev.kitsune.ftp.config")
          .layer("user")
          .definedBy("dev.kitsune.ftp.user")
          .layer("file")
          .definedBy("dev.kitsune.ftp.file")
          .layer("log")
          .definedBy("dev.kitsune.ftp.log")
          .layer("session")
          .definedBy("dev.kitsune.ftp.session")
          .layer("transfer")
          .definedBy("dev.kitsune.ftp.transfer")
          .layer("command")
          .definedBy("dev.kitsune.ftp.command")
          .layer("top")
          .definedBy("dev.kitsune.ftp")
          .whereLayer("text")
          .mayNotAccessAnyLayer()
          .whereLayer("config")
          .mayOnlyAccessLayers("text")
          .whereLayer("user")
          .mayOnlyAccessLayers("text", "config")
          .whereLayer("file")
          .mayOnlyAccessLayers("text", "user")
          .whereLayer("log")
          .mayOnlyAccessLayers("text", "config")
          .whereLayer("session")
          .mayOnlyAccessLayers("text", "config", "user", "file", "log")
          .whereLayer("transfer")
          .mayOnlyAccessLayers("text", "config", "file", "session")
          .whereLayer("top")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule program_usesOnlyThePublicApi =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify.annotations",
              "org.apache.mina..",
              "org.apache.commons.codec.digest",
              "dev.kitsune",
              "dev.kitsune.blocking",
              "dev.kitsune.mina",
              "dev.kitsune.ftp..");
}
