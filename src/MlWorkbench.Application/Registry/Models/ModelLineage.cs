using MlWorkbench.Application.Recipes;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>What made this version: dataset version, experiment, run, package.</summary>
/// <param name="DatasetDigest">SHA-256 of the dataset version's content.</param>
/// <param name="PackageDigest">SHA-256 of the model package.</param>
/// <param name="Target">The column that the experiment predicts.</param>
/// <param name="Seed">Of the search.</param>
/// <param name="Recipe">What prepared the columns; null where nothing did.</param>
public sealed record ModelLineage(
    string Dataset,
    int DatasetVersion,
    string DatasetDigest,
    long DatasetRows,
    string SourceName,
    string DatasetBy,
    DateTime DatasetAt,
    Guid ExperimentId,
    string Experiment,
    string Target,
    int Seed,
    RecipeReference? Recipe,
    string ExperimentBy,
    DateTime ExperimentAt,
    Guid RunId,
    int RunNumber,
    string RunTitle,
    double RunSeconds,
    DateTime RunAt,
    string PackageDigest,
    long PackageBytes,
    string RegisteredBy,
    DateTime RegisteredAt);
